-- placeholder; see the branch that owns it
SELECT 1;
