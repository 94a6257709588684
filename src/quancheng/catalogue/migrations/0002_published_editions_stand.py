"""A published edition stands: the database itself refuses to rewrite or delete it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_keep_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'draft' THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'edition % is published and cannot be deleted', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - 'valid_to' - 'status') IS DISTINCT FROM
       (to_jsonb(OLD) - 'valid_to' - 'status')
       OR NEW.status = 'draft'
       OR (OLD.status = 'retired' AND NEW.status <> 'retired') THEN
        RAISE EXCEPTION 'edition % is published and cannot be changed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER catalogue_edition_stands BEFORE UPDATE OR DELETE ON catalogue_edition
    FOR EACH ROW EXECUTE FUNCTION catalogue_keep_edition();
"""

BACKWARD = """
DROP TRIGGER catalogue_edition_stands ON catalogue_edition;
DROP FUNCTION catalogue_keep_edition();
"""


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
