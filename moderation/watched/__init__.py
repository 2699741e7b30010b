"""Watched words: what a class, or its school, wants to be told of when somebody writes it."""
