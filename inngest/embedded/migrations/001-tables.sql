-- What the last worker that started has registered.
CREATE TABLE posthorn_engine.functions (
  id text PRIMARY KEY,
  name text NOT NULL,
  concurrency_limit integer,
  -- Where in the event the concurrency key is, e.g. {data,shard}; null when one limit holds for the whole function.
  concurrency_path text[]
);

CREATE TABLE posthorn_engine.triggers (
  event text NOT NULL,
  function_id text NOT NULL REFERENCES posthorn_engine.functions ON DELETE CASCADE,
  -- Only for `onFailure` handlers: the function whose failures they handle.
  failure_of text,
  PRIMARY KEY (event, function_id)
);

-- An event id is accepted once in 24 hours.
CREATE TABLE posthorn_engine.event_ids (
  id text PRIMARY KEY,
  received_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE posthorn_engine.runs (
  id uuid PRIMARY KEY,
  function_id text NOT NULL,
  concurrency_key text NOT NULL,
  -- json, not jsonb: the function gets the event as it was sent.
  event json NOT NULL,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'completed', 'failed', 'canceled')),
  output json,
  error json,
  created_at timestamptz NOT NULL DEFAULT now(),
  scheduled_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX runs_finished_at ON posthorn_engine.runs (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX runs_created_at ON posthorn_engine.runs (created_at);

-- Memoised results.
CREATE TABLE posthorn_engine.steps (
  run_id uuid NOT NULL REFERENCES posthorn_engine.runs ON DELETE CASCADE,
  id text NOT NULL,
  name text NOT NULL,
  -- The order of completion within the run.
  position integer NOT NULL,
  data json,
  error json,
  attempts integer NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, id)
);

-- What is left to do for a run: one row with step_id '' that calls the function, or one row per planned step and sleep.
CREATE TABLE posthorn_engine.work (
  run_id uuid NOT NULL REFERENCES posthorn_engine.runs ON DELETE CASCADE,
  step_id text NOT NULL,
  step_name text NOT NULL DEFAULT '',
  kind text NOT NULL DEFAULT 'call' CHECK (kind IN ('call', 'sleep')),
  function_id text NOT NULL,
  concurrency_key text NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  last_error json,
  due_at timestamptz NOT NULL DEFAULT now(),
  -- The queue's job for this work; any other job is out of date. Null while it waits for a slot.
  job_id bigint,
  -- The fence: how often that job was taken. Only the latest taker may settle.
  token integer,
  waiting_since timestamptz,
  has_slot boolean NOT NULL DEFAULT false,
  -- A racing step calls the function as soon as it is done, the others when all of them are.
  race boolean NOT NULL DEFAULT false,
  -- A racing step finished while the function was being called: call it once more.
  again boolean NOT NULL DEFAULT false,
  PRIMARY KEY (run_id, step_id)
);
CREATE INDEX work_slots ON posthorn_engine.work (function_id, concurrency_key) WHERE has_slot;
CREATE INDEX work_waiting ON posthorn_engine.work (function_id, concurrency_key, waiting_since) WHERE waiting_since IS NOT NULL;

-- Engines that run or have died; a live one holds the session advisory lock posthorn_engine.engine_lock(id).
CREATE TABLE posthorn_engine.engines (
  id text PRIMARY KEY,
  -- Under which names the queue has its jobs locked.
  pool_ids text[] NOT NULL,
  -- Since when its lock was seen free; an engine that only lost its connection takes it back meanwhile.
  suspected_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now()
);
