#include "tests/layers/quote_rules.h"

#include <doctest/doctest.h>

#include "tests/layers/made_tree.h"

namespace {

/// A tree whose programs say a few things.
class Sayings : public layers::MadeTree {
public:
    Sayings() {
        write("kiosk/app/a.cpp",
              "auto a = fmt::format(\"no panel: nothing hangs on {}. \"\n"
              "                     \"Look at the cable\", name);\nauto b = \"no \\\"quoted\\\" word\";\n");
        write("deploy/image/result.sh", "echo 'no root.json here'\n");
    }
    [[nodiscard]] std::string faults(const std::string& page) const {
        write("deploy/RUNBOOK.md", page);
        return layers::lines_of(layers::check_quotes(read()));
    }
};

}  // namespace

TEST_CASE("quotes: what a program says is found, joined, cut at any place and from a script") {
    const Sayings tree;
    CHECK(tree.faults("It says \"no panel: nothing hangs on ... Look at the cable\".\n").empty());
    CHECK(tree.faults("| \"nothing hangs on ...\" | \"Look at\" | \"no root.json\" |\n").empty());
}

TEST_CASE("quotes: what nobody says any more is a fault, with its line") {
    const Sayings tree;
    CHECK(tree.faults("# A\n\nIt says \"no screen: ...\" or \"cable\".\n") ==
          "deploy/RUNBOOK.md:3: no program says \"no screen: ...\"");
    CHECK(tree.faults("\"nothing hangs ... below\"\n") ==
          "deploy/RUNBOOK.md:1: no program says \"nothing hangs ... below\"");
}

TEST_CASE("quotes: code, examples and sections of the page are no sayings") {
    const Sayings tree;
    CHECK(tree.faults("## Install\n\nAs under \"Install\": `echo \"hello\"`\n\n```\necho \"hello\"\n```\n").empty());
    CHECK_FALSE(tree.faults("As under \"Install\".\n").empty());
}
