# `make` lists what there is to do.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= swift
# Of `make test`: debug, release, or baseline, which is debug with the kernels for the oldest x86-64 processors.
CONFIGURATION ?= debug
# Of `make install`.
PREFIX ?= /usr/local
DESTDIR ?=
# Of the targets that run the Python packages: where these are installed.
PEERS ?= .build-peers
# Of `make bench`: a regular expression for whole names of benchmarks.
FILTER ?=

# On Linux the Swift libraries go into the binary, so that it runs where there is no toolchain; their
# symbols, a quarter of it, do not.
ifeq ($(shell uname -s),Linux)
static := --static-swift-stdlib -Xlinker -s
endif
build := $(SWIFT) build --configuration release --product calibrate $(static)
calibrate = "$$($(build) --show-bin-path)/calibrate"

# Tests need -enable-testing in release too: a folder of its own spares `make build` the rebuild.
test_flags_debug :=
test_flags_baseline := --scratch-path .build-baseline -Xcc -DCK_SINGLE_VERSION
test_flags_release := --configuration release -Xswiftc -enable-testing --scratch-path .build-tests

ifeq ($(filter debug release baseline,$(CONFIGURATION)),)
$(error CONFIGURATION is $(CONFIGURATION); it must be debug, release or baseline)
endif

benchmarks := --package-path Benchmarks
build_benchmarks := $(SWIFT) build $(benchmarks) --configuration release
benchmarks_folder = "$$($(build_benchmarks) --show-bin-path)"
training := --package-path Training
build_training := $(SWIFT) build $(training) --configuration release --product calibrate-train
demo := .build/demo
linted := Package.swift $(wildcard Sources Tests Benchmarks) $(addprefix Training/,Package.swift Sources Tests)
linted += $(foreach example,$(wildcard Examples/*/Package.swift),$(example) $(wildcard $(dir $(example))Sources $(dir $(example))Tests))
browser := .build-browser
peers_python := $(PEERS)/venv/bin/python

.PHONY: help
help: ## List what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: setup ## Build the calibrate command (release)
	$(build)

.PHONY: test
test: setup ## Run all tests; CONFIGURATION=release or baseline tests other builds
	$(SWIFT) test $(test_flags_$(CONFIGURATION))

.PHONY: test-report
test-report: build ## Test the pages of reports and maps in a real browser (needs Python 3.11; installs Chromium on Debian)
	Tests/Browser/setup.sh $(browser)/venv
	$(browser)/venv/bin/python -B -m pytest -p no:cacheprovider -rP --calibrate=$(calibrate) Tests/Browser

.PHONY: demo
demo: build ## Show the main job on the outputs of two real networks
	@$(calibrate) demo --directory $(demo)

.PHONY: training
training: setup-training ## Build calibrate-train (release) beside calibrate; LIBTORCH=folder takes another libtorch than the system's
	$(build)
	$(build_training)
	install -m 755 "$$($(build_training) --show-bin-path)/calibrate-train" "$$($(build) --show-bin-path)"

.PHONY: test-training
test-training: setup-training ## Run the tests of training
	$(SWIFT) test $(training)

.PHONY: experiment-smoke
experiment-smoke: training ## Run a whole experiment within a minute, on images that it draws itself
	rm -rf .build/experiment
	$(calibrate) train make-sample-images .build/experiment/images
	$(calibrate) train experiment Training/Experiments/cifar10-smoke.toml --data .build/experiment/images -o .build/experiment/runs

.PHONY: samples
samples: DATA ?= cifar-10
samples: training ## Train the networks again whose outputs are in Samples; DATA=folder is CIFAR-10
	for loss in cross-entropy focal:3; do \
	  run=.build/samples/$${loss/:/-}; \
	  $(calibrate) train run "$(DATA)" -o "$$run" --loss "$$loss" --epochs 10 --validation 5000 --train-sample 5000 --threads 1 --resume; \
	  install -d "Samples/cifar10-$${loss/:/-}"; \
	  install -m 644 "$$run"/{validation,test}.npz "Samples/cifar10-$${loss/:/-}"; \
	done

.PHONY: examples
examples: setup ## Build the examples and run their tests
	for example in Examples/*/Package.swift; do $(SWIFT) test --package-path "$$(dirname "$$example")"; done

.PHONY: bench
bench: setup ## Time kernels, maps, fits and metrics; FILTER=regex chooses among them
	$(SWIFT) package $(benchmarks) --disable-sandbox benchmark --no-progress --grouping metric $(if $(FILTER),--filter '$(FILTER)')

.PHONY: bench-build
bench-build: setup ## Build the benchmarks
	$(build_benchmarks)

.PHONY: bench-smoke
bench-smoke: build bench-build ## Build the benchmarks and run the timed fits once, on small data
	$(calibrate) demo --directory $(demo) >/dev/null
	$(benchmarks_folder)/fit-times $(demo)/validation.npz --repeat 1 --grid

.PHONY: bench-peers
bench-peers: bench-build ## Time our fits and those of the Python packages on the same data (needs Python 3.11, 10 GB of disk)
	Benchmarks/peers/setup.sh $(PEERS)/venv
	$(peers_python) Benchmarks/peers/make_data.py $(PEERS)/data
	$(peers_python) Benchmarks/peers/compare.py --data $(PEERS)/data --json $(PEERS)/results.json \
	  --ours $(benchmarks_folder)/fit-times
	$(peers_python) Benchmarks/peers/speed.py --data $(PEERS)/data --ours $(benchmarks_folder)/method-times

.PHONY: compare-peers
# Outputs of real networks; those that are missing are left out.
compare-peers: DATA ?= ../shared/data/predictions
compare-peers: build ## Hold methods and metrics to those of the Python packages; DATA=folder adds outputs of real networks
	Benchmarks/peers/setup.sh $(PEERS)/venv
	$(peers_python) Benchmarks/peers/agreement.py --calibrate $(calibrate) --data $(DATA) --markdown $(PEERS)/agreement.md

.PHONY: bench-training
bench-training: training ## Time training and its losses against PyTorch (needs Python 3.11, 10 GB of disk)
	$(SWIFT) build $(training) --configuration release --product training-times
	Benchmarks/peers/setup.sh $(PEERS)/venv
	"$$($(build_training) --show-bin-path)/training-times"
	$(peers_python) Benchmarks/peers/training.py --ours "$$($(build_training) --show-bin-path)/calibrate-train"

.PHONY: bench-memory
bench-memory: build bench-build ## Measure the memory of fits, in memory and on a mapped file of 4 GB
	$(benchmarks_folder)/memory-use --calibrate $(calibrate)

.PHONY: simulate
simulate: bench-build ## Simulate how often intervals cover the truth and tests reject it (half an hour on four idle cores)
	$(benchmarks_folder)/coverage-and-error

.PHONY: lint
lint: ## Check the format of the Swift sources, and that they do without all of Foundation
	$(SWIFT) format lint --strict --recursive $(linted)
	! grep -rn '^import Foundation$$' --include='*.swift' Sources

.PHONY: check-guides
check-guides: ## Check the links of the guides and the length of their lines
	python3 Scripts/check_guides.py

.PHONY: check-layers
check-layers: ## Check that no folders of a module depend on each other in a circle
	python3 Scripts/check_layers.py --self-test
	python3 Scripts/check_layers.py

.PHONY: snippets
snippets: ## Copy the snippets that tests run to the guides
	python3 Scripts/snippets.py

.PHONY: check-snippets
check-snippets: ## Check that the guides show the snippets that tests run
	python3 Scripts/snippets.py --check

.PHONY: docs
docs: setup ## Build the documentation of the libraries (DocC) into .build/docs
	Scripts/docs.sh

.PHONY: quotes
quotes: build ## Run the commands that guides quote, and write what they print
	python3 Scripts/check_quotes.py --calibrate $(calibrate) --update

.PHONY: check-quotes
check-quotes: build ## Check that guides quote what commands print
	python3 Scripts/check_quotes.py --calibrate $(calibrate)

.PHONY: check-docs
check-docs: ## Check that public declarations have doc comments
	python3 Scripts/check_docs.py

.PHONY: install
install: build ## Install the command and shell completions under PREFIX (/usr/local)
	Scripts/install.sh $(calibrate) "$(DESTDIR)$(PREFIX)"

.PHONY: setup
setup: ## Install the system libraries that the build needs, where they are missing
	@Scripts/install-system-libraries.sh

.PHONY: setup-training
setup-training: setup ## Install the system libraries that training needs, where they are missing
	@Scripts/install-system-libraries.sh training

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf .build .build-* Benchmarks/.build Training/.build Examples/*/.build
