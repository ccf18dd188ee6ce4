#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "content/edit/item_edits.h"
#include "content/pack/pack_reader.h"
#include "content/pack/source_tree.h"

/// The demonstration packs, and what came of edits of them.
namespace content::edit {

/// When edits are made: 2024-03-18T08:20:00Z.
inline constexpr Instant now = Instant(std::chrono::seconds(1'710'750'000));

inline SourceTree demo(const std::string& name) {
    auto tree = load_source_tree(std::filesystem::path(ROTUNDA_SOURCE_DIR) / "assets/packs" / name);
    REQUIRE(tree.has_value());
    return std::move(*tree);
}

inline std::vector<SourceTree> demos() {
    return {demo("csu-2024-01"), demo("foyer-example")};
}

/// The faults as one text, for messages of tests.
inline std::string words_of(const Edited& edited) {
    std::string words;
    for (const FieldFault& fault : edited.faults)
        words += fault.field + ": " + fault.message + "\n";
    return words;
}

/// `tree` with what the edit changes; it must be right.
inline SourceTree after(SourceTree tree, const Edited& edited) {
    REQUIRE_MESSAGE(edited.is_right(), words_of(edited));
    apply(edited.changes, tree);
    return tree;
}

inline Pack pack_of(const SourceTree& tree) {
    PackReadResult read = read_pack(tree);
    for (const Finding& finding : read.findings)
        REQUIRE_MESSAGE(finding.severity != Severity::error, to_string(finding));
    return std::move(read.pack);
}

}  // namespace content::edit
