-- The audit log is only ever added to. Nothing that Posthorn runs changes or deletes a row of it, and whoever gets hold of
-- its connection can't do so either without first dropping this trigger, which the server's own log shows. Where the
-- application connects as a role that does not own the tables, it can't even do that.
CREATE FUNCTION posthorn_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION posthorn_append_only();
