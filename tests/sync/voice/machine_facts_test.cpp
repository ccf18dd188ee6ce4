#include "sync/voice/machine_facts.h"

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.h"

TEST_CASE("machine facts: what the kernel's files say, of both kinds of machine") {
    const TemporaryFolder root;
    root.write("proc/uptime", "3725.18 7001.20\n");
    root.write("proc/meminfo", "MemTotal:        8000000 kB\nMemFree: 1 kB\nMemAvailable:    5242880 kB\n");
    root.write("proc/device-tree/model", std::string("Raspberry Pi 5 Model B Rev 1.0\0", 32));
    auto facts = syncing::machine_facts(root.path());
    CHECK(facts.uptime_s == 3725);
    CHECK(facts.memory == 5'368'709'120);
    CHECK(facts.model == "Raspberry Pi 5 Model B Rev 1.0");
    root.write("sys/class/dmi/id/product_name", "NUC11ATKC2\n");
    CHECK(syncing::machine_facts(root.path()).model == "NUC11ATKC2");
}

TEST_CASE("machine facts: what is not there, or is rubbish, is not known") {
    const TemporaryFolder root;
    CHECK(syncing::machine_facts(root.path()).uptime_s == 0);
    root.write("proc/uptime", "soon");
    root.write("proc/meminfo", "MemAvailable:");
    root.write("sys/class/dmi/id/product_name", "two\x1b[2Jlines\nof it");
    const auto facts = syncing::machine_facts(root.path());
    CHECK(facts.uptime_s == 0);
    CHECK(facts.memory == 0);
    CHECK(facts.model.find('\x1b') == std::string::npos);
    CHECK(facts.model.find('\n') == std::string::npos);
}
