"""Exports of page views: what services and servers have counted, one module each."""
