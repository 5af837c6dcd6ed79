"""Activation dates: orders, teams, seats, appointments and the promises that a missed one makes."""
