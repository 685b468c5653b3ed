"""What happens at a time, in its reader's daytime: reminders put off, held, asked for, and forms that wait."""
