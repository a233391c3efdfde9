"""What hosts have to be told: headers, redirects and configurations, all from one source."""
