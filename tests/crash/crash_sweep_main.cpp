#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "tests/crash/power.h"
#include "tests/crash/screen.h"
#include "tests/crash/tracer.h"

/// The crash sweep: crash_sweep PROGRAMS [--full] [--case NAME]
/// Without --full: kill at every point, the other faults at a share of them, so that it is short enough for every
/// change. With it: every fault at every point. NAME is one of the cases that are printed, or "careless": programs that
/// are broken on purpose.
namespace {

namespace fs = std::filesystem;
using namespace crash;

constexpr const char* careless = "careless";

struct Totals {
    int points = 0;
    int bad = 0;
    std::map<std::string, int> by_fault;
};

class Sweep {
public:
    Sweep(fs::path work, bool is_full) : work_(std::move(work)), is_full_(is_full) {}

    /// Number of points at which something was wrong.
    int sweep(const Case& one, Fault fault, int step, Broken broken = Broken::no, bool is_quiet = false) {
        int bad = 0;
        int done = 0;
        for (int at = 1;; at += step) {
            prepare(one);
            const Outcome outcome = run_with_fault({one.command(run()), fault, at, broken}, log());
            // Of a broken program its end is a point too: it says that all is done.
            if (!outcome.is_hit && broken == Broken::no) break;
            ++done;
            const std::string wrong = judge(one, fault, outcome);
            if (!wrong.empty()) ++bad;
            if (!wrong.empty() && !is_quiet && bad <= 3) {
                std::printf("  BAD: %s, %s at point %d (%s): %s\n", one.name.c_str(), name(fault).c_str(), at,
                            outcome.call.c_str(), wrong.c_str());
            }
            if (!outcome.is_hit) break;
        }
        totals_.points += done;
        totals_.by_fault[name(fault)] += done;
        last_points_ = done;
        return bad;
    }

    void sweep_all(const Case& one) {
        const auto start = std::chrono::steady_clock::now();
        std::string line;
        for (const Fault fault : {Fault::kill, Fault::io_error, Fault::disk_full, Fault::short_call}) {
            const int bad = sweep(one, fault, is_full_ || fault == Fault::kill ? 1 : 7);
            totals_.bad += bad;
            line += "  " + name(fault) + " " + std::to_string(bad) + "/" + std::to_string(last_points_);
        }
        const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        std::printf("%-26s%s  (%.0f s)\n", one.name.c_str(), line.c_str(), seconds);
        static_cast<void>(std::fflush(stdout));
    }

    void must_be_caught(const Case& one, Fault fault, Broken broken, const std::string& what) {
        const int bad = sweep(one, fault, 1, broken, true);
        std::printf("broken on purpose: %-40s noticed at %d of %d points\n", what.c_str(), bad, last_points_);
        if (bad == 0) ++totals_.bad;
        static_cast<void>(std::fflush(stdout));
    }

    [[nodiscard]] Totals& totals() { return totals_; }

private:
    [[nodiscard]] fs::path run() const { return work_ / "run"; }
    [[nodiscard]] std::string log() const { return work_ / "log"; }

    void prepare(const Case& one) const {
        fs::remove_all(run());
        fs::copy(one.before, run(), fs::copy_options::recursive);
    }

    /// What is wrong after the point; empty: nothing.
    [[nodiscard]] std::string judge(const Case& one, Fault fault, const Outcome& outcome) const {
        const std::string state = one.look(run());
        if (fault != Fault::kill && outcome.exit_code < 0) return "the program crashed";
        if (!is_whole(one, state, run())) return "neither old nor new: " + state;
        if (outcome.exit_code == 0 && state != one.after_state) return "said done, and was not";
        const int code = run_plain(one.command(run()), log());
        if (code != 0 && code != 4) {
            std::ifstream said(log());
            return "the restart failed: " + std::string(std::istreambuf_iterator<char>(said), {});
        }
        const std::string after = one.look(run());
        return after == one.after_state ? "" : "the restart did not complete: " + after;
    }

    fs::path work_;
    bool is_full_;
    Totals totals_;
    int last_points_ = 0;
};

/// In memory when there is a file system for that: syncing then costs nothing, and kills do not need it.
fs::path make_work_folder() {
    std::string name = fs::is_directory("/dev/shm") && ::access("/dev/shm", W_OK) == 0
                           ? "/dev/shm/rotunda-crash-XXXXXX"
                           : (fs::temp_directory_path() / "rotunda-crash-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return {};
    return name;
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count < 2) {
        std::cerr << "usage: crash_sweep FOLDER_OF_PROGRAMS [--full] [--case NAME]\n";
        return 2;
    }
    constexpr int skipped = 77;
    if (const auto why = why_not_possible(); !why.empty()) {
        std::printf("SKIPPED: %s\n", why.c_str());
        return skipped;
    }
    const fs::path folder = fs::absolute(arguments[1]);
    bool is_full = false;
    std::string only;
    for (int i = 2; i < argument_count; ++i) {
        const std::string word = arguments[i];
        if (word == "--full") is_full = true;
        if (word == "--case" && i + 1 < argument_count) only = arguments[++i];
    }
    const fs::path work = make_work_folder();
    if (work.empty()) return 1;
    const Programs programs{folder / "kiosk-sync",    folder / "kiosk-pack", folder / "kiosk-signer",
                            folder / "unsafe_writer", folder / "kiosk-hub",  folder / "hub_visitor"};
    const auto cases = prepare_cases(programs, work);
    Sweep sweep(work, is_full);
    std::printf(
        "bad/points for each fault; afterwards the cache shows exactly the old or the new release (the agent: its "
        "words before its photos), and a "
        "restart completes\n");
    std::vector<Case> chosen = cases;
    std::erase_if(chosen, [&](const Case& one) { return only.empty() ? one.is_long && !is_full : one.name != only; });
    for (const Case& one : chosen)
        sweep.sweep_all(one);
    const bool is_careless_too = only.empty() || only == careless;
    if (is_careless_too) {
        for (const Case& one : prepare_careless(programs, work))
            sweep.must_be_caught(one, Fault::kill, Broken::no, one.name);
        sweep.must_be_caught(cases[5], Fault::kill, Broken::skips_rename, "files that are never renamed");
    }
    Totals totals = sweep.totals();
    if (chosen.empty() && !is_careless_too) {
        std::printf("no case is called %s\n", only.c_str());
        ++totals.bad;
    }
    const PowerResult power = chosen.empty() ? PowerResult{} : sweep_power(chosen, work, is_full ? 1 : 9);
    totals.points += power.points;
    totals.bad += power.bad;
    for (const auto& [fault, points] : totals.by_fault)
        std::printf("%s: %d points\n", fault.c_str(), points);
    std::printf("%d points in all, %d bad\n", totals.points, totals.bad);
    fs::remove_all(work);
    return totals.bad == 0 ? 0 : 1;
}
