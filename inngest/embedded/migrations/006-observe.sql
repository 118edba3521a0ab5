-- What the operator's page and the metrics show: how long each step took, which attempts failed and why, counters.

ALTER TABLE posthorn_engine.steps
  ADD COLUMN kind text NOT NULL DEFAULT 'call' CHECK (kind IN ('call', 'sleep')),
  -- Of the call that ran it, or of the sleep. Null before this migration.
  ADD COLUMN duration_ms double precision;
ALTER TABLE posthorn_engine.work ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();

-- Attempts that failed, also those that were tried again. step_name is empty between steps.
CREATE TABLE posthorn_engine.failures (
  run_id uuid NOT NULL REFERENCES posthorn_engine.runs ON DELETE CASCADE,
  step_name text NOT NULL,
  -- From 0.
  attempt integer NOT NULL,
  error json NOT NULL,
  -- When it is tried again; null when that was the last time.
  retry_at timestamptz,
  failed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX failures_run ON posthorn_engine.failures (run_id, failed_at);

-- Counters of all engines since the first one. Engines add what they counted every few seconds.
CREATE TABLE posthorn_engine.metrics (
  function_id text NOT NULL,
  name text NOT NULL,
  value double precision NOT NULL,
  PRIMARY KEY (function_id, name)
);
CREATE FUNCTION posthorn_engine.count_metrics(p_functions text[], p_names text[], p_values double precision[])
RETURNS void LANGUAGE sql AS $$
  INSERT INTO posthorn_engine.metrics AS known (function_id, name, value)
  SELECT function_id, name, value FROM unnest(p_functions, p_names, p_values) AS counted (function_id, name, value)
  -- Engines that count at once lock the rows in one order.
  ORDER BY function_id, name
  ON CONFLICT (function_id, name) DO UPDATE SET value = known.value + excluded.value;
$$;

-- A uuid v7: runs sort by the time they were made, which is how they are listed.
CREATE FUNCTION posthorn_engine.new_run_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(
    set_bit(set_bit(overlay(
      uuid_send(gen_random_uuid())
      PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6
    ), 52, 1), 53, 1), 'hex')::uuid;
$$;

DROP INDEX posthorn_engine.runs_created_at;
CREATE INDEX runs_function ON posthorn_engine.runs (function_id, id);
CREATE INDEX runs_unfinished ON posthorn_engine.runs (id) WHERE finished_at IS NULL;
CREATE INDEX runs_failed ON posthorn_engine.runs (id) WHERE error IS NOT NULL;

-- Events that cancel a function's runs: all of them, or those whose own event has the same value at the path.
CREATE TABLE posthorn_engine.cancels (
  event text NOT NULL,
  function_id text NOT NULL REFERENCES posthorn_engine.functions ON DELETE CASCADE,
  path text[]
);
CREATE INDEX cancels_event ON posthorn_engine.cancels (event);

-- As in 002, and p_functions has cancels [{event, path}].
CREATE OR REPLACE FUNCTION posthorn_engine.register_functions(p_functions json, p_triggers json) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('posthorn_engine.register', 0));
  DELETE FROM posthorn_engine.triggers;
  DELETE FROM posthorn_engine.cancels;
  DELETE FROM posthorn_engine.functions
    WHERE id NOT IN (SELECT value->>'id' FROM json_array_elements(p_functions));
  INSERT INTO posthorn_engine.functions (id, name, concurrency_limit, concurrency_path)
    SELECT value->>'id', value->>'name', (value->>'concurrencyLimit')::integer,
      CASE WHEN json_typeof(value->'concurrencyPath') = 'array'
        THEN ARRAY(SELECT json_array_elements_text(value->'concurrencyPath')) END
    FROM json_array_elements(p_functions)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, concurrency_limit = excluded.concurrency_limit,
      concurrency_path = excluded.concurrency_path;
  INSERT INTO posthorn_engine.triggers (event, function_id, failure_of)
    SELECT value->>'event', value->>'functionId', value->>'failureOf' FROM json_array_elements(p_triggers);
  INSERT INTO posthorn_engine.cancels (event, function_id, path)
    SELECT rule->>'event', fn->>'id',
      CASE WHEN json_typeof(rule->'path') = 'array' THEN ARRAY(SELECT json_array_elements_text(rule->'path')) END
    FROM json_array_elements(p_functions) AS listed (fn), json_array_elements(coalesce(fn->'cancels', '[]')) AS given (rule);
END;
$$;

-- Cancels what the events ask for. All runs are locked before any slot, and the slots in one order.
CREATE FUNCTION posthorn_engine.cancel_by_events(p_ids text[], p_names text[], p_events json[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_runs uuid[];
BEGIN
  IF NOT EXISTS (SELECT FROM posthorn_engine.cancels WHERE event = ANY (p_names)) THEN RETURN; END IF;
  SELECT array_agg(id) INTO v_runs FROM (
    SELECT runs.id
    FROM posthorn_engine.runs
    WHERE finished_at IS NULL AND EXISTS (
      SELECT FROM unnest(p_ids, p_names, p_events) AS sent (id, name, event)
      JOIN posthorn_engine.cancels ON cancels.event = sent.name AND cancels.function_id = runs.function_id
      WHERE (cancels.path IS NULL OR sent.event #>> cancels.path = runs.event #>> cancels.path)
        AND NOT EXISTS (SELECT FROM posthorn_engine.event_ids
          WHERE event_ids.id = sent.id AND received_at >= now() - interval '24 hours'))
    ORDER BY runs.id
    FOR UPDATE OF runs
  ) AS locked;
  PERFORM posthorn_engine.end_run(id, 'canceled', NULL, NULL) FROM (
    SELECT id FROM posthorn_engine.runs WHERE id = ANY (v_runs) ORDER BY function_id, concurrency_key
  ) AS canceled;
  PERFORM posthorn_engine.count_metrics(array_agg(function_id), array_agg('canceled'::text), array_agg(canceled::double precision)) FROM (
    SELECT function_id, count(*) AS canceled FROM posthorn_engine.runs WHERE id = ANY (v_runs) GROUP BY function_id
  ) AS counted;
END;
$$;

-- As in 002; events also cancel, and runs have ids that sort.
CREATE OR REPLACE FUNCTION posthorn_engine.send_events(
  p_ids text[], p_names text[], p_ts double precision[], p_events json[],
  p_function text DEFAULT NULL, p_failed text DEFAULT NULL
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_runs integer;
BEGIN
  IF NOT EXISTS (SELECT FROM posthorn_engine.functions) THEN
    RAISE EXCEPTION 'The embedded Inngest engine has no functions yet: no worker process has started on this database.';
  END IF;
  PERFORM posthorn_engine.cancel_by_events(p_ids, p_names, p_events);
  WITH incoming AS (
    SELECT DISTINCT ON (id) id, name, event, ordinality, greatest(now(), to_timestamp(ts / 1000)) AS scheduled_at
    FROM unnest(p_ids, p_names, p_ts, p_events) WITH ORDINALITY AS sent (id, name, ts, event, ordinality)
    ORDER BY id, ordinality
  ), fresh AS (
    INSERT INTO posthorn_engine.event_ids AS known (id) SELECT incoming.id FROM incoming
    ON CONFLICT (id) DO UPDATE SET received_at = now() WHERE known.received_at < now() - interval '24 hours'
    RETURNING id
  ), wanted AS (
    SELECT incoming.*, functions.id AS function_id, functions.concurrency_path
    FROM incoming
    JOIN fresh USING (id)
    JOIN posthorn_engine.functions ON CASE WHEN p_function IS NULL
      THEN functions.id IN (
        SELECT function_id FROM posthorn_engine.triggers
        WHERE triggers.event = incoming.name AND (failure_of IS NULL OR failure_of = p_failed))
      ELSE functions.id = p_function END
  ), made AS (
    INSERT INTO posthorn_engine.runs (id, function_id, concurrency_key, event, scheduled_at)
    SELECT posthorn_engine.new_run_id(), function_id,
      CASE WHEN concurrency_path IS NULL THEN '' ELSE coalesce(event #>> concurrency_path, '') END, event, scheduled_at
    FROM wanted
    ORDER BY ordinality
    RETURNING *
  ), jobs AS (
    SELECT job.id, (job.payload->>'runId')::uuid AS run_id
    FROM posthorn_engine_queue.add_jobs(ARRAY(
      SELECT ROW('run', json_build_object('runId', id, 'stepId', ''), NULL, scheduled_at, 32767, NULL, NULL, NULL)
        ::posthorn_engine_queue.job_spec
      FROM made
    )) AS job
    WHERE EXISTS (SELECT FROM made)
  )
  INSERT INTO posthorn_engine.work (run_id, step_id, function_id, concurrency_key, due_at, job_id)
    SELECT made.id, '', made.function_id, made.concurrency_key, made.scheduled_at, jobs.id
    FROM made JOIN jobs ON jobs.run_id = made.id;
  GET DIAGNOSTICS v_runs = ROW_COUNT;
  RETURN v_runs;
END;
$$;

DROP FUNCTION posthorn_engine.store_step(uuid, text, text, json, json, integer);
CREATE FUNCTION posthorn_engine.store_step(
  p_run uuid, p_id text, p_name text, p_data json, p_error json, p_attempts integer, p_kind text, p_ms double precision
) RETURNS void LANGUAGE sql AS $$
  INSERT INTO posthorn_engine.steps (run_id, id, name, position, data, error, attempts, kind, duration_ms)
  SELECT p_run, p_id, p_name, coalesce(max(position), 0) + 1, p_data, p_error, p_attempts, p_kind, p_ms
  FROM posthorn_engine.steps WHERE run_id = p_run
  ON CONFLICT DO NOTHING;
$$;

-- As in 003. first_after_ms is how late the run's very first call is, null in later calls.
DROP FUNCTION posthorn_engine.begin_work(uuid, text, bigint, integer);
CREATE FUNCTION posthorn_engine.begin_work(p_run uuid, p_step text, p_job bigint, p_token integer)
RETURNS TABLE (
  function_id text, event text, step_id text, attempt integer, plan_only boolean, steps json, stack json,
  first_after_ms double precision
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_run posthorn_engine.runs;
  v_work posthorn_engine.work;
  v_limit integer;
  v_first_after_ms double precision;
BEGIN
  -- Taking work need not outlive a crash of the server, so it does not wait for the disk.
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT * INTO v_run FROM posthorn_engine.runs WHERE id = p_run AND finished_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE posthorn_engine.work SET token = p_token
    WHERE run_id = p_run AND work.step_id = p_step AND job_id = p_job
    RETURNING * INTO v_work;
  IF NOT FOUND THEN
    -- A step's job that already went on as the function's call before its worker died.
    UPDATE posthorn_engine.work SET token = p_token
      WHERE run_id = p_run AND work.step_id = '' AND job_id = p_job
      RETURNING * INTO v_work;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;

  IF v_work.kind = 'sleep' THEN
    PERFORM posthorn_engine.store_step(p_run, v_work.step_id, v_work.step_name, 'null', NULL, 1, 'sleep',
      extract(epoch FROM clock_timestamp() - v_work.created_at) * 1000);
    IF NOT posthorn_engine.end_step(v_work) THEN RETURN; END IF;
    SELECT * INTO v_work FROM posthorn_engine.work WHERE run_id = p_run AND work.step_id = '';
  END IF;

  SELECT concurrency_limit INTO v_limit FROM posthorn_engine.functions WHERE id = v_work.function_id;
  IF v_limit IS NOT NULL AND NOT v_work.has_slot THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(v_work.function_id || ' ' || v_work.concurrency_key, 0));
    IF v_limit <= (SELECT count(*) FROM posthorn_engine.work AS other WHERE other.has_slot
        AND other.function_id = v_work.function_id AND other.concurrency_key = v_work.concurrency_key) THEN
      UPDATE posthorn_engine.work SET waiting_since = clock_timestamp(), job_id = NULL
        WHERE run_id = p_run AND work.step_id = v_work.step_id;
      RETURN;
    END IF;
    UPDATE posthorn_engine.work SET has_slot = true WHERE run_id = p_run AND work.step_id = v_work.step_id;
  END IF;

  IF v_run.started_at IS NULL THEN
    UPDATE posthorn_engine.runs SET status = 'running', started_at = clock_timestamp() WHERE id = p_run;
    v_first_after_ms := extract(epoch FROM clock_timestamp() - v_run.scheduled_at) * 1000;
  END IF;
  RETURN QUERY
    SELECT v_work.function_id, v_run.event::text, v_work.step_id, v_work.attempt,
      EXISTS (SELECT FROM posthorn_engine.work AS other WHERE other.run_id = p_run AND other.step_id <> v_work.step_id),
      -- Each memo as JSON text, which goes into the call as it is.
      coalesce(json_object_agg(memo.id, (CASE WHEN memo.error IS NULL
        THEN json_build_object('type', 'data', 'data', memo.data)
        ELSE json_build_object('type', 'error', 'error', memo.error) END)::text), '{}'),
      coalesce(json_agg(memo.id ORDER BY memo.position), '[]'),
      v_first_after_ms
    FROM posthorn_engine.steps AS memo WHERE memo.run_id = p_run;
END;
$$;

-- As in 003, with the time the call took.
DROP FUNCTION posthorn_engine.store_steps(uuid, text, bigint, integer, text[], text[], json[], json[], json);
CREATE FUNCTION posthorn_engine.store_steps(
  p_run uuid, p_step text, p_job bigint, p_token integer,
  p_ids text[], p_names text[], p_data json[], p_errors json[], p_planned json, p_ms double precision DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_work posthorn_engine.work := posthorn_engine.fenced_work(p_run, p_step, p_job, p_token);
BEGIN
  IF v_work.run_id IS NULL THEN RETURN 'done'; END IF;
  PERFORM posthorn_engine.store_step(p_run, id, name, data, error, v_work.attempt + 1, 'call', p_ms)
    FROM unnest(p_ids, p_names, p_data, p_errors) AS result (id, name, data, error);
  INSERT INTO posthorn_engine.failures (run_id, step_name, attempt, error)
    SELECT p_run, name, v_work.attempt, error FROM unnest(p_names, p_errors) AS result (name, error) WHERE error IS NOT NULL;
  INSERT INTO posthorn_engine.work
      (run_id, step_id, step_name, kind, function_id, concurrency_key, race, due_at, job_id)
    SELECT p_run, value->>'id', value->>'name', value->>'kind', v_work.function_id, v_work.concurrency_key,
      (value->>'race')::boolean, coalesce((value->>'at')::timestamptz, now()),
      posthorn_engine.add_job(p_run, value->>'id', coalesce((value->>'at')::timestamptz, now()))
    FROM json_array_elements(p_planned)
    WHERE NOT EXISTS (SELECT FROM posthorn_engine.work WHERE run_id = p_run AND step_id = value->>'id')
      AND NOT EXISTS (SELECT FROM posthorn_engine.steps WHERE run_id = p_run AND id = value->>'id');

  IF p_step <> '' THEN
    RETURN CASE WHEN posthorn_engine.end_step(v_work) THEN 'reload' ELSE 'done' END;
  ELSIF v_work.again THEN
    UPDATE posthorn_engine.work SET again = false, attempt = 0 WHERE run_id = p_run AND step_id = '';
    RETURN 'reload';
  ELSIF json_array_length(p_planned) = 0 THEN
    IF v_work.attempt > 0 THEN
      UPDATE posthorn_engine.work SET attempt = 0, last_error = NULL WHERE run_id = p_run AND step_id = '';
    END IF;
    RETURN 'continue';
  END IF;
  DELETE FROM posthorn_engine.work WHERE run_id = p_run AND step_id = '';
  IF v_work.has_slot THEN
    PERFORM posthorn_engine.fill_slots(v_work.function_id, v_work.concurrency_key);
  END IF;
  RETURN 'done';
END;
$$;

-- As in 003, and the failed attempt is kept.
DROP FUNCTION posthorn_engine.retry_work(uuid, text, bigint, integer, json, double precision);
CREATE FUNCTION posthorn_engine.retry_work(
  p_run uuid, p_step text, p_job bigint, p_token integer, p_error json, p_delay_ms double precision,
  p_step_name text DEFAULT ''
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_work posthorn_engine.work := posthorn_engine.fenced_work(p_run, p_step, p_job, p_token);
  v_due_at timestamptz := now() + p_delay_ms * interval '1 millisecond';
BEGIN
  IF v_work.run_id IS NULL THEN RETURN; END IF;
  INSERT INTO posthorn_engine.failures (run_id, step_name, attempt, error, retry_at)
    VALUES (p_run, p_step_name, v_work.attempt, p_error, v_due_at);
  UPDATE posthorn_engine.work SET attempt = attempt + 1, last_error = p_error, has_slot = false, due_at = v_due_at,
      job_id = posthorn_engine.add_job(p_run, p_step, v_due_at)
    WHERE run_id = p_run AND step_id = p_step;
  IF v_work.has_slot THEN
    PERFORM posthorn_engine.fill_slots(v_work.function_id, v_work.concurrency_key);
  END IF;
END;
$$;

-- As in 003, and the failed attempt is kept.
DROP FUNCTION posthorn_engine.finish_run(uuid, text, bigint, integer, json, json, json);
CREATE FUNCTION posthorn_engine.finish_run(
  p_run uuid, p_step text, p_job bigint, p_token integer, p_output json, p_error json, p_failure json,
  p_step_name text DEFAULT ''
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_work posthorn_engine.work := posthorn_engine.fenced_work(p_run, p_step, p_job, p_token);
BEGIN
  IF v_work.run_id IS NULL THEN RETURN false; END IF;
  IF p_error IS NOT NULL THEN
    INSERT INTO posthorn_engine.failures (run_id, step_name, attempt, error)
      VALUES (p_run, p_step_name, v_work.attempt, p_error);
  END IF;
  PERFORM posthorn_engine.end_run(
    p_run, CASE WHEN p_error IS NULL THEN 'completed' ELSE 'failed' END, p_output, p_error);
  IF p_failure IS NOT NULL THEN
    PERFORM posthorn_engine.send_events(
      ARRAY[p_run || ':failed'], ARRAY['inngest/function.failed'], ARRAY[0], ARRAY[p_failure], p_failed => v_work.function_id);
  END IF;
  RETURN true;
END;
$$;

-- As in 003, and counts what is canceled, which no engine sees. Always after the slots: no two wait for each other.
CREATE OR REPLACE FUNCTION posthorn_engine.cancel_run(p_run uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_function text;
BEGIN
  SELECT function_id INTO v_function FROM posthorn_engine.runs WHERE id = p_run AND finished_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM posthorn_engine.end_run(p_run, 'canceled', NULL, NULL);
  PERFORM posthorn_engine.count_metrics(ARRAY[v_function], ARRAY['canceled'], ARRAY[1]);
  RETURN true;
END;
$$;
