"""What can be asked about bodies, meetings, agendas and outcomes."""
