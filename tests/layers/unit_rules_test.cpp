#include "tests/layers/unit_rules.h"

#include <doctest/doctest.h>

#include "tests/layers/made_tree.h"

TEST_CASE("layers: a source without a header of its own is found") {
    const layers::MadeTree tree;
    const auto violations = [&] { return layers::lines_of(layers::check_headers(tree.read())); };
    SUBCASE("alone") {
        tree.write("content/pack/front_matter.cpp");
        tree.write("content/base/front_matter.h");
        CHECK(
            violations() ==
            "content/pack/front_matter.cpp:1: no header of its own name, nor of an interface it implements, is beside "
            "it");
    }
    SUBCASE("a beginning counts only up to an underscore") {
        tree.write("kiosk/loop/loopplan.cpp");
        tree.write("kiosk/loop/loop.h");
        CHECK(violations() ==
              "kiosk/loop/loopplan.cpp:1: no header of its own name, nor of an interface it implements, is beside it");
    }
    SUBCASE("scenes alone may have none") {
        tree.write("kiosk/scenes/scene_day.cpp");
        tree.write("kiosk/scenes/overlay_idle.cpp");
        tree.write("kiosk/scenes/banner.cpp");
        CHECK(violations() ==
              "kiosk/scenes/banner.cpp:1: no header of its own name, nor of an interface it implements, is beside it");
    }
    SUBCASE("with a header, for an interface, programs and tests") {
        tree.write("sync/agent/transport.h");
        tree.write("sync/agent/transport_curl.cpp");
        tree.write("sync/agent/curl_transfer.h");
        tree.write("sync/agent/curl_transfer.cpp");
        tree.write("sync/agent/curl_transfer_http_two.cpp");
        tree.write("sync/agent/kiosk_sync_main.cpp");
        tree.write("tests/sync/agent/any.cpp");
        CHECK(violations().empty());
    }
}

TEST_CASE("layers: a circle of includes is found, header and source as one") {
    const layers::MadeTree tree;
    const auto violations = [&] { return layers::lines_of(layers::check_cycles(tree.read())); };
    SUBCASE("through sources") {
        tree.write("content/pack/fields.h");
        tree.write("content/pack/fields.cpp",
                   "#include \"content/pack/fields.h\"\n\n#include \"content/pack/reader.h\"\n");
        tree.write("content/pack/reader.h", "#include \"content/pack/fields.h\"\n");
        CHECK(violations() ==
              "content/pack/fields.cpp:3: includes go in a circle: content/pack/fields -> content/pack/reader -> "
              "content/pack/fields");
    }
    SUBCASE("through three, and one for each group") {
        tree.write("kiosk/text/a.h", "#include \"kiosk/text/b.h\"\n");
        tree.write("kiosk/text/b.cpp", "#include \"kiosk/text/b.h\"\n#include \"kiosk/text/c.h\"\n");
        tree.write("kiosk/text/b.h");
        tree.write("kiosk/text/c.cpp", "#include \"kiosk/text/a.h\"\n");
        tree.write("kiosk/text/c.h", "#include \"kiosk/text/d.h\"\n");
        tree.write("kiosk/text/d.h");
        tree.write("sync/agent/x.h", "#include \"sync/agent/y.h\"\n");
        tree.write("sync/agent/y.cpp", "#include \"sync/agent/x.h\"\n");
        tree.write("sync/agent/y.h");
        CHECK(violations() ==
              "kiosk/text/a.h:1: includes go in a circle: kiosk/text/a -> kiosk/text/b -> kiosk/text/c -> "
              "kiosk/text/a\n"
              "sync/agent/x.h:1: includes go in a circle: sync/agent/x -> sync/agent/y -> sync/agent/x");
    }
    SUBCASE("not in a lattice") {
        tree.write("kiosk/text/a.h");
        tree.write("kiosk/text/b.h", "#include \"kiosk/text/a.h\"\n");
        tree.write("kiosk/text/c.cpp", "#include \"kiosk/text/a.h\"\n#include \"kiosk/text/b.h\"\n");
        tree.write("tests/a.h", "#include \"tests/b.h\"\n");
        tree.write("tests/b.h", "#include \"tests/a.h\"\n");
        CHECK(violations().empty());
    }
}

TEST_CASE("layers: a long file and a full folder are found") {
    const layers::MadeTree tree;
    const auto violations = [&] { return layers::lines_of(layers::check_sizes(tree.read())); };
    SUBCASE("501 lines") {
        std::string text;
        for (int line = 0; line < 500; ++line)
            text += "int a;\n";
        tree.write("tests/full.cpp", text);
        tree.write("tests/long.cpp", text + "int a;\n");
        CHECK(violations() == "tests/long.cpp:501: a file of over 500 lines; split it by concern");
    }
    SUBCASE("41 files") {
        for (int number = 0; number < 40; ++number)
            tree.write("kiosk/widgets/file" + std::to_string(number));
        tree.write("kiosk/widgets/picture.png");
        tree.write("kiosk/widgets/inner/file");
        CHECK(violations().empty());
        tree.write("kiosk/widgets/one_more");
        CHECK(violations() == "kiosk/widgets: 41 files; a folder holds 40 at the most: group them");
    }
    SUBCASE("a corpus may hold as many as it likes") {
        for (int number = 0; number < 41; ++number)
            tree.write("tests/fuzz/corpus/pack/" + std::to_string(number));
        CHECK(violations().empty());
    }
}
