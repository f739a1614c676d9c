-- A property that was taken away (unset) is a version of it like any other; readers pass it over.
ALTER TABLE person_properties MODIFY COLUMN kind Enum8('none' = 0, 'string' = 1, 'number' = 2, 'bool' = 3, 'json' = 4);
