# Liandong. 'make' alone lists what there is; every target installs and builds what it lacks.
# PJPROJECT_SOURCE=<tarball> serves machines without a network (firmware-config/packages).

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-print-directory
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help deps deps-test tests-built sanitizers-built compiled build test unit box demo run bench bench-built bench-ci bench-report soak reconcile reconciled kill-records lint sanitize tsan asan deb clean

packages := firmware-config/packages
binary   := .build/release/liandong

# What a stage is called, and when it began: minutes and seconds since the first make.
export MAKE_BEGAN := $(or $(MAKE_BEGAN),$(shell date +%s))
tell = @printf -- '-- %d:%02d %s\n' $$((($$(date +%s) - MAKE_BEGAN) / 60)) $$((($$(date +%s) - MAKE_BEGAN) % 60))

# The Swift runtime goes into the binary, so that a box needs C libraries only.
release  := swift build -c release --product liandong --static-swift-stdlib

# Times that the thread-sanitized tests run: a data race shows itself in about every second run.
TSAN_RUNS ?= 5
# The media tests keep real time with real packets: alone, or the machine is late and not the code. Those of codecs
# are the longest and have no threads of their own.
MEDIA_TSAN_RUNS ?= 1

swift_code := Package.swift $(wildcard Sources Tests bench)
scripts     = $(shell grep -rlIE -m1 '^\#(!.*\b(bash|sh)| shellcheck shell=bash)$$' .ci $(wildcard firmware-config bench Tests docs))

export PJPROJECT_SOURCE

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install what building needs (Debian packages, PJSIP)
	@$(packages)/dependencies build

deps-test:
	@$(packages)/dependencies test

build: deps ## release binary at .build/release/liandong
	$(tell) 'building the release binary (some minutes the first time)'
	@$(release)

demo: build ## real calls over loopback: one-key transfer, three-way, measured
	@$(binary) demo

run: build ## the box with the embedded default site, until Ctrl-C
	@$(binary) serve

test: lint unit box reconciled sanitize ## all tests; CI runs them, soak and bench-ci
	$(tell) 'all tests passed'

lint: deps-test ## swift format and shellcheck
	$(tell) 'lint: swift format'
	@swift format lint --strict -r $(swift_code)
	$(tell) 'lint: shellcheck'
	@shellcheck -x $(scripts)

# Tests that keep real time with real packets run by themselves: beside a million steps of the random
# walk the machine would be late, and not the box.
real_time := MediaTests SIPLineTests PhoneTests SoundCardTests BoxTests

unit: tests-built
	$(tell) 'running the tests of what needs no clock'
	@swift test --skip-build --disable-xctest --skip '^($(subst $() ,|,$(real_time)))\.'

box: tests-built
	@for suite in $(real_time); do \
	  echo "-- $$(date +%T) running $$suite"; \
	  swift test --skip-build --disable-xctest --filter "^$$suite\."; \
	done

tests-built: deps-test
	$(tell) 'building the tests (some minutes the first time)'
	@swift build --build-tests

sanitizers-built: deps-test
	@Tests/sanitize thread '' 0
	@Tests/sanitize address '' 0

compiled: tests-built sanitizers-built ## compile all that `make test` runs

sanitize: tsan asan ## race and memory checks over rings, mixer, media and SIP

tsan: deps-test
	$(tell) 'tests under the thread sanitizer'
	@Tests/sanitize thread '^AudioTests\.(Ring|Mixer|SoundLine)' $(TSAN_RUNS)
	@Tests/sanitize thread '^MediaTests\.(?!CodecTests)' $(MEDIA_TSAN_RUNS)

asan: deps-test
	$(tell) 'tests under the address sanitizer'
	@Tests/sanitize address '^SIPLineTests\.' 1

bench: build deps-test ## measure speed and latency (15 minutes); writes bench/results/
	@bench/run

bench-ci: build deps-test ## the same in 3 minutes: gates counts and ratios, prints times
	@bench/run --ci

bench-built: build deps-test
	$(tell) 'building the bench'
	@bench/run build

HOURS ?=
soak: bench-built ## random calls, keys, failures, reloads for HOURS=n (5 minutes without): nothing may be left
	@bench/run --built --minutes $(if $(HOURS),$$(( $(HOURS) * 60 )),5) soak

bench-report: ## draw the kept results as a page, .build/bench/report.html
	@bench/run report

reconcile: build deps-test ## 1,000 mixed calls: records against SIPp's counters and tshark's view
	@bench/reconcile/run 1000

reconciled: tests-built
	$(tell) 'reconciling the records of 100 calls with SIPp and tshark'
	@bench/reconcile/run 100 .build/debug/liandong

kill-records: tests-built ## kill a process that keeps records 1,000 times, at random moments
	$(tell) 'killing a process that keeps records 1,000 times'
	@LIANDONG_KILLS=1000 swift test --skip-build --disable-xctest --filter '^RecordsTests\.KillTests/'

deb: build ## a Debian package of the box, in .build/
	@$(packages)/liandong/build $(binary) .build

clean: ## remove everything that was built here (not the packages' cache)
	$(tell) 'removing .build, .build-tsan, .build-asan'
	@rm -rf .build .build-tsan .build-asan
