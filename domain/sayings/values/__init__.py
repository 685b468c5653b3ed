"""What a message says beside what is wanted, names apart: days, payers, access, numbers, amounts, roles, languages."""
