#define CATCH_CONFIG_RUNNER
#include <cstdlib>

#include "tests/catch.h"

// Every picture test runs under the validation layer; each fails on any message (tests/pictures/gpu_fixture.h).
int main(int argc, char** argv) {
  setenv("RETORT_VALIDATE", "1", 1);
  return Catch::Session().run(argc, argv);
}
