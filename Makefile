# The town hall's commands. `make help` lists them; each prepares what it needs and nothing more.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

STORY ?= yes
ONLY ?=
AGAINST ?=
TURNS ?=
TESTS ?=
RUNS ?= 1000
SEED ?= 0
FILE ?=
SET ?=
GATES ?= no
PROFILE_PACKAGE ?=
TABLE ?= no
BROWSER ?=
SECONDS ?=
DO ?=
WHICH ?=
REGION ?= eu-south-1

PROJECT := .venv
EMULATOR := .venv-aws
SAM := .venv-sam
PY := $(PROJECT)/bin/python
SAM_CLI := PATH="$(CURDIR)/$(EMULATOR)/bin:$$PATH" SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=$(REGION) $(SAM)/bin/python -m samcli
SOURCES := functions layers infra tests

.PHONY: help setup environments run demo test test-fast check format lint types template build deploy account-limits installer-policy staff-member staff-token dead-letters restore-tables replay-exclusions rotate-secret propose-templates openapi verify-evidence verify-record breach bench evaluate count-words faults mutants lock clean browser

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name words; do printf '%-18s %s\n' "$$name" "$$words"; done

setup: ## make the three virtual environments (only when the requirements changed)
	@$(MAKE) --jobs=3 environments

environments: $(PROJECT)/.ready $(EMULATOR)/.ready $(SAM)/.ready
	@:

$(PROJECT)/.ready: requirements/dev.txt pyproject.toml
	@infra/local/environment $(PROJECT) requirements/dev.txt --editable . </dev/null

$(EMULATOR)/.ready: requirements/emulator.txt
	@infra/local/environment $(EMULATOR) requirements/emulator.txt

$(SAM)/.ready: requirements/sam.txt
	@infra/local/environment $(SAM) requirements/sam.txt

run: setup count-words ## start everything on this machine and play the story; STORY=no skips it; Ctrl-C stops
	@exec $(PY) -m infra.local run $(if $(filter no,$(STORY)),--no-story)

demo: setup count-words ## play the story alone, then stop; succeeds only if every step was verified
	@exec $(PY) -m infra.local demo

test: setup count-words ## every test, the ones on the deployed template included
	@exec $(PY) -m pytest --numprocesses=auto --dist=load $(TESTS)

browser: ## install chromium for the tests of the office's pages, which are skipped without it (Debian; needs root)
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	|| { echo "chromium is not installed: sudo apt-get install -y chromium" >&2; exit 1; }

.PHONY: pictures
pictures: setup count-words browser ## the pictures of the console in docs/images, taken after the story
	@exec $(PY) -m tests.browser.pictures

test-fast: count-words ## the tests that deploy nothing
	@exec $(PY) -m pytest --numprocesses=auto --dist=load --ignore=tests/e2e $(TESTS)

.PHONY: test-profile
test-profile: count-words ## what the town hall says, after a change of its profile: lengths, readability, templates; PROFILE_PACKAGE=… tests another package
	@PROFILE_UNDER_TEST="$(PROFILE_PACKAGE)" exec $(PY) -m pytest --numprocesses=auto --dist=load tests/unit/town/texts tests/unit/town/templates/test_loading.py tests/unit/desk/canned

check: setup ## the one gate: format, lint, strict types, templates, build, tests, the story
	@BROWSER_TESTS=required $(MAKE) lint types template build test demo

format: $(PROJECT)/.ready ## rewrite the code in the house's format
	@$(PY) -m ruff format $(SOURCES)
	@$(PY) -m ruff check --fix $(SOURCES)

lint: $(PROJECT)/.ready ## format and lint, without changing anything
	@$(PY) -m ruff format --check $(SOURCES)
	@$(PY) -m ruff check $(SOURCES)
	@$(PROJECT)/bin/lint-imports --no-logo --no-cache >/dev/null || $(PROJECT)/bin/lint-imports --no-logo --no-cache

types: $(PROJECT)/.ready ## strict types, tests included
	@$(PY) -m mypy

template: $(PROJECT)/.ready $(SAM)/.ready $(EMULATOR)/.ready ## lint the templates
	@$(PROJECT)/bin/cfn-lint --regions $(REGION) -- template.yaml infra/*.yaml
	@$(PROJECT)/bin/cfn-lint --regions us-east-1 -- infra/account/*.yaml
	@$(SAM_CLI) validate --lint

build: count-words $(SAM)/.ready $(EMULATOR)/.ready ## build what a deployment sends to AWS: STAGE=staging; STAGE=production only with a confirmed profile (PROFILE_PACKAGE=…, if another)
	@$(PY) -m infra.local.profile_check $(or $(STAGE),default) --package "$(PROFILE_PACKAGE)"
	@rm -f .aws-sam/stage
	@$(SAM_CLI) build --config-env $(or $(STAGE),default)
	@$(PY) -m infra.local.byte_code
	@echo "$(or $(STAGE),default)" > .aws-sam/stage

staff-member: $(PROJECT)/.ready ## let a person in: EMAIL=… ROLE=operator NAME="…" STACK=… REGION=…; DO=reset-password, reset-second-factor, disable, enable, take-role (AWS_ENDPOINT_URL for the local cloud)
	@exec $(PY) -m infra.local.staff_member --email "$(EMAIL)" --role "$(ROLE)" --name "$(NAME)" --stack "$(STACK)" --region "$(REGION)" --do "$(or $(DO),let-in)"

staff-token: $(PROJECT)/.ready ## sign in with the browser and print an access token: STACK=… REGION=…, or SIGN_IN_URL=… CLIENT_ID=… without rights on AWS; BROWSER=no shows the address alone, SECONDS=900 waits longer (AWS_ENDPOINT_URL for the local cloud)
	@exec $(PY) -m infra.local.staff_token --stack "$(STACK)" --region "$(REGION)" --url "$(SIGN_IN_URL)" --client "$(CLIENT_ID)" $(if $(filter no,$(BROWSER)),--no-browser) $(if $(SECONDS),--seconds "$(SECONDS)")

deploy: $(PROJECT)/.ready $(SAM)/.ready $(EMULATOR)/.ready ## send what was built to AWS: STAGE=production REGION=eu-south-1; the town's parameters lie in comune.<stage>.yaml
	$(if $(filter staging production,$(STAGE)),,$(error Quale stage? make deploy STAGE=staging oppure STAGE=production))
	@test "$$(cat .aws-sam/stage 2>/dev/null)" = "$(STAGE)" || { echo "Ciò che è pronto non è per $(STAGE). Prima: make build STAGE=$(STAGE)" >&2; exit 1; }
	@test -f "comune.$(STAGE).yaml" || { echo "Manca comune.$(STAGE).yaml. Prima: cp comune.example.yaml comune.$(STAGE).yaml, e riempilo" >&2; exit 1; }
	@$(PY) -m infra.local.town_values "$(STAGE)"
	@test -n "$$AWS_ENDPOINT_URL" || ! grep -nE '^[A-Za-z]+: *"?(200000000000001|100000000000001|[^ ]*@comune\.example)' "comune.$(STAGE).yaml" >&2 || { echo "Sono ancora i valori dell'esempio: scrivi quelli del Comune in comune.$(STAGE).yaml." >&2; exit 1; }
	@$(SAM_CLI) deploy --template-file .aws-sam/build/template.yaml --config-file "$(CURDIR)/samconfig.toml" --config-env "$(STAGE)" --region "$(REGION)"

account-limits: $(PROJECT)/.ready ## how many stacks one account holds, counted on the template
	@AWS_DEFAULT_REGION=$(REGION) $(PY) -m tests.architecture.account_limits

installer-policy: $(PROJECT)/.ready ## write infra/installer-policy.json, what whoever installs may do, from the template
	@AWS_DEFAULT_REGION=$(REGION) $(PY) -m tests.architecture.installer_policy > infra/installer-policy.json

dead-letters: $(PROJECT)/.ready ## count what failed too often: STACK=… REGION=eu-south-1; REPLAY=yes brings it back safely
	@exec $(PY) -m infra.local.dead_letters --region "$(REGION)" --stack "$(STACK)" --replay "$(or $(REPLAY),no)"

restore-tables: $(PROJECT)/.ready ## tables as they were at a moment, under new names: STACK=… TO=2026-11-29T10:00:00Z; TABLES="citizens broadcasts desk"
	@exec $(PY) -m infra.restore.tables --stack "$(STACK)" --region "$(REGION)" --to "$(TO)" $(if $(TABLES),--tables "$(TABLES)")

replay-exclusions: $(PROJECT)/.ready ## after a restore: whoever left, was blocked or was erased since stays out: STACK=…; ACCEPT_UNREAD=yes
	@exec $(PY) -m infra.restore.replay --stack "$(STACK)" --region "$(REGION)" --accept-unread "$(or $(ACCEPT_UNREAD),no)"

rotate-secret: $(PROJECT)/.ready ## change one of Meta's secrets, old and new good together: STACK=… WHICH=app-secret, verify-token, access-token; DO=show, add, finish, undo, move (docs/segreti.md)
	@exec $(PY) -m infra.local.rotate_secret --stack "$(STACK)" --region "$(REGION)" --which "$(WHICH)" --do "$(or $(DO),show)"

propose-templates: $(PROJECT)/.ready ## hand the message templates to Meta: WABA_ID=… and META_ACCESS_TOKEN in the environment
	@exec $(PY) -m infra.local.propose_templates --waba-id "$(WABA_ID)"

openapi: $(PROJECT)/.ready ## write openapi.json, the description of the staff API, into this folder
	@$(PY) -m infra.openapi.document > openapi.json.new && mv openapi.json.new openapi.json

verify-evidence: ## check an exported file of evidence: FILE=fascicolo.zip; APP_SECRET and MANIFEST in the environment
	@exec python3 infra/evidence/verify.py "$(FILE)"

verify-record: ## check an exported record: FILE=registro.jsonl; ANCHORS=folder of heads, ENTRY=number and PROOF=file in the environment
	@exec python3 infra/record/verify.py "$(FILE)"

breach: $(PROJECT)/.ready ## who saw whose data, from the record: SINCE=2026-11-25T09:00 UNTIL=… PERSON=id; API and TOKEN (of make staff-token) in the environment
	@exec $(PY) -m infra.privacy.breach --since "$(SINCE)" --until "$(UNTIL)" --person "$(PERSON)"

bench: setup count-words ## the benchmarks; ONLY=name runs one of them; AGAINST=commit runs each in turns with that commit and judges the ratios, TURNS=2
	@exec $(PY) -m tests.bench $(ONLY) $(if $(AGAINST),--against "$(AGAINST)" --turns $(or $(TURNS),2))

evaluate: count-words ## how well messages are understood: FILE=labelled.jsonl, - for standard input, none for one of the project's sets: SET=development, test, train, foreign, foreign_train; GATES=yes fails on a gate; TABLE=yes writes the figures into docs/meaning.md; PROFILE_PACKAGE=… reads as another town
	@exec $(PY) -m tests.evaluation $(if $(FILE),"$(FILE)") $(if $(SET),--set "$(SET)") $(if $(PROFILE_PACKAGE),--profile "$(PROFILE_PACKAGE)") $(if $(filter yes,$(GATES)),--gates) $(if $(filter yes,$(TABLE)),--table docs/meaning.md)

count-words: $(PROJECT)/.ready ## count the words of the train set for the second reading, where it has changed; whatever needs the tables does so by itself
	@$(PY) -m tests.evaluation.counting

faults: $(if $(REAL),setup count-words,$(PROJECT)/.ready) ## attacked broadcasts in virtual time: RUNS=1000 SEED=0; names the seed of a failing one; REAL=50 kills so many processes on the deployed stack
	@exec $(PY) -m tests.faults --runs $(RUNS) --seed $(SEED) $(if $(REAL),--real $(REAL))

mutants: setup count-words ## which of 200 small changes of the deployed code the tests notice; DO=record first (all tests that deploy nothing); DO=again tries those that were caught before
	@exec $(PY) -m tests.mutation $(or $(DO),run)

# Order matters: the project's environment is constrained by what the layer ships.
LOCK := uv pip compile --quiet --universal --python-version 3.13 --generate-hashes --no-emit-index-url --no-header
lock: $(PROJECT)/.ready ## resolve the requirements again; UPGRADE=--upgrade takes newer releases
	@cd requirements && export PATH="../$(PROJECT)/bin:$$PATH" && \
	$(LOCK) $(UPGRADE) layer.in --output-file ../layers/dependencies/requirements.txt && \
	for name in dev emulator sam; do $(LOCK) $(UPGRADE) $$name.in --output-file $$name.txt; done

clean: ## remove builds, caches and what local runs left behind; environments stay
	@rm -rf .aws-sam .local .pytest_cache .mypy_cache .ruff_cache .hypothesis layers/domain/urp/meaning/words/{*.tsv,counted.sha256}
