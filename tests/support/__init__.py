"""What tests share: servers on 127.0.0.1, documents, stories, and helpers in one line."""
