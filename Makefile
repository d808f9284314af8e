# Everything starts here; each target does what it needs of the earlier ones.
#   make run    sets up, builds, reads the sample card and serves the API at http://127.0.0.1:5000
#   make test   sets up, builds and runs the tests
#   make evaluate   draws 1,200 pictures and measures accuracy on them: an hour, most of it for the drawing
#   make bench      measures speed beside other readers
#   make soak   builds and holds the program to load, hostile input and lost processes; about half an hour
#   make page   sets up, builds and tests the web page in a browser
#   make clients   sets up, builds and tries the Python and JavaScript clients against the server; needs Node 18

SWIFT ?= swift
# Set SCRATCH to build elsewhere than in .build.
SCRATCH ?= .build
FLAGS := -c release --scratch-path $(SCRATCH)
BACAKTP := $(SCRATCH)/release/bacaktp

.PHONY: setup build run test page clients soak lint evaluate bench clean

setup:
	@Tools/setup.sh

# One build serves the program and its tests.
build: setup
	$(SWIFT) build $(FLAGS) --product bacaktp
	@$(BACAKTP) prepare --resources .deps

run: build
	@mkdir -p uploads && cp Examples/ktp_sample.jpg uploads/
	$(BACAKTP) read Examples/ktp_sample.jpg
	$(BACAKTP) serve

test: build
	$(SWIFT) build $(FLAGS) --build-tests
	$(SWIFT) test $(FLAGS) --skip-build --no-parallel
	Tests/smoke.sh $(BACAKTP)

page: build
	Tests/page/run.sh $(BACAKTP)

lint:
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests Package.swift

evaluate: build
	Training/evaluate.sh $(BACAKTP)

bench: build
	Benchmarks/run.sh

soak: build
	Tests/soak/run.sh $(BACAKTP)

clients: build
	Tests/clients/run.sh $(BACAKTP)

clean:
	rm -rf $(SCRATCH)
