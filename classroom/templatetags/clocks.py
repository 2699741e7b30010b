"""The time of an instant, as it is said everywhere."""

from django import template

from classroom.hours import clock

register = template.Library()
register.filter("clock", clock, expects_localtime=True)
