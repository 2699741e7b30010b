"""From a roster to a class: files read, plans previewed, cards printed."""
