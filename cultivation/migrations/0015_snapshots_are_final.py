"""A snapshot that has been taken, its lists and its rows are changed no more: the database itself refuses."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION cultivation_refuse_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Jobs are cleared away some day; nothing else may change.
    IF OLD.taken_at IS NOT NULL AND (TG_OP = 'DELETE' OR to_jsonb(OLD) - 'job_id' <> to_jsonb(NEW) - 'job_id') THEN
        RAISE EXCEPTION 'snapshot % has been taken: % refused', OLD.id, TG_OP USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION cultivation_refuse_taken_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM cultivation_snapshot
               WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.snapshot_id ELSE OLD.snapshot_id END
               AND taken_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the snapshot has been taken: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION cultivation_refuse_late_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM cultivation_snapshotlist l JOIN cultivation_snapshot s ON s.id = l.snapshot_id
               WHERE s.taken_at IS NOT NULL AND l.id IN (SELECT DISTINCT of_list_id FROM new_rows)) THEN
        RAISE EXCEPTION 'the snapshot has been taken: INSERT refused' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGERS = """
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON cultivation_snapshot
    FOR EACH ROW EXECUTE FUNCTION cultivation_refuse_taken();
CREATE TRIGGER final BEFORE INSERT OR UPDATE OR DELETE ON cultivation_snapshotlist
    FOR EACH ROW EXECUTE FUNCTION cultivation_refuse_taken_list();
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON cultivation_snapshotrow
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER final_truncate BEFORE TRUNCATE ON cultivation_snapshotrow
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_change();
CREATE TRIGGER none_later AFTER INSERT ON cultivation_snapshotrow
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION cultivation_refuse_late_rows();
"""
UNDO = """
DROP TRIGGER final ON cultivation_snapshot;
DROP TRIGGER final ON cultivation_snapshotlist;
DROP TRIGGER final ON cultivation_snapshotrow;
DROP TRIGGER final_truncate ON cultivation_snapshotrow;
DROP TRIGGER none_later ON cultivation_snapshotrow;
DROP FUNCTION cultivation_refuse_taken();
DROP FUNCTION cultivation_refuse_taken_list();
DROP FUNCTION cultivation_refuse_late_rows();
"""


class Migration(migrations.Migration):
    dependencies = [("cultivation", "0014_snapshots"), ("casework", "0002_append_only")]

    operations = [migrations.RunSQL([FUNCTIONS, TRIGGERS], [UNDO])]
