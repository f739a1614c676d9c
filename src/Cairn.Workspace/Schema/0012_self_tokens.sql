-- What signs the tokens for single persons (role self): 32 random bytes per project, made by the database so that every server signs with the same.
-- Replaced when all tokens of the project are to end. gen_random_uuid holds 122 random bits.
ALTER TABLE projects
    ADD COLUMN self_token_secret bytea NOT NULL
        DEFAULT sha256(convert_to(concat(gen_random_uuid(), gen_random_uuid(), gen_random_uuid()), 'UTF8'))
        CHECK (length(self_token_secret) = 32);
