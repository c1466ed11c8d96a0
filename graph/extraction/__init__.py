"""From a document to claims: mentions, the tape and its rules, events, attachment."""
