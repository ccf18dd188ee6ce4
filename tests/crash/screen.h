#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// What the sweep does harm to: cases with a beginning, a command, and the states that are right afterwards.
namespace crash {

struct Programs {
    std::filesystem::path kiosk_sync;
    std::filesystem::path kiosk_pack;
    std::filesystem::path kiosk_signer;
    std::filesystem::path unsafe_writer;
    std::filesystem::path kiosk_hub;
    std::filesystem::path hub_visitor;
};

struct Case {
    std::string name;
    std::filesystem::path before;  ///< folder that is copied to `run` before each point
    /// The command, for a copy of `before` at `run`.
    std::function<std::vector<std::string>(const std::filesystem::path& run)> command;
    /// What a copy shows: "nothing", or a hash of all that a display would show, photos included; anything that is not
    /// whole begins with "BROKEN". A depot shows what a screen would accept of it.
    std::function<std::string(const std::filesystem::path& run)> look;
    /// The agent shows the words of a release before its photos are here (SCENES.md 2.1 has art in their place): a hash
    /// of all words, the same whatever photos are missing; one that is there and damaged is "BROKEN" too. Empty for
    /// programs that may not.
    std::function<std::string(const std::filesystem::path& run)> look_at_words{};
    bool is_long = false;        ///< for --full, or by its name
    std::string before_state{};  ///< filled in by prepare_cases
    std::string after_state{};
    std::string after_words{};
};

/// Whether what a copy shows after harm is whole: the old or the new release, or, where the case allows it, the words
/// of the new one with photos still missing.
[[nodiscard]] bool is_whole(const Case& one, const std::string& state, const std::filesystem::path& run);

/// Makes depots, packs, keys and caches below `work`, and the cases from them: first sync, update with shared blobs,
/// collection, key rotation, import from a stick, publishing, loading a pack, publishing through a signer (both
/// programs end at each point), reports to a hub. Ends the program when the programs fail without any fault: then there
/// is nothing to sweep.
[[nodiscard]] std::vector<Case> prepare_cases(const Programs& programs, const std::filesystem::path& work);

/// Writers that are wrong on purpose, as cases: "activates first", "writes in place".
[[nodiscard]] std::vector<Case> prepare_careless(const Programs& programs, const std::filesystem::path& work);

/// Which targets a screen would get of a depot.
[[nodiscard]] std::string look_at_depot(const std::filesystem::path& depot);

/// Runs a command without faults; its exit code.
int run_plain(const std::vector<std::string>& command, const std::string& log);

}  // namespace crash
