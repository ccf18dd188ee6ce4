#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/report/hub_answer.h"
#include "sync/report/screen_report.h"
#include "sync/screens/admission.h"
#include "sync/store/store.h"

/// Reports come in.
namespace screens {

struct Received {
    Admission admission = Admission::accepted;
    Answer refusal{};            ///< when it was not admitted
    report::HubAnswer answer{};  ///< when it was
    std::int64_t screen = 0;     ///< its id; 0: none
    bool is_first_twin = false;  ///< two machines with one key were noticed just now
};

/// Judges a report and keeps what it says. What is answered with "accepted" outlives the program, and after the next
/// Store::sync() a power cut; what enrols a screen outlives both. Code::io when the database failed: nothing was kept.
[[nodiscard]] content::Result<Received> receive(store::Store& store, const report::SignedReport& report,
                                                const Arrival& arrival);

struct Import {
    std::int64_t accepted = 0;           ///< reports
    std::int64_t enrolled = 0;           ///< of them, by screens that are new
    std::int64_t known = 0;              ///< were here before
    std::vector<std::string> refused{};  ///< sentences: "1a2b3c4d.json:1: ..."
};
/// A file of reports, one a line.
struct ReportFile {
    std::string name;
    std::string bytes;
};
/// Reports from a stick, in any order. Code::io when the database failed; then none of them was kept.
[[nodiscard]] content::Result<Import> import_reports(store::Store& store, const std::vector<ReportFile>& files,
                                                     content::Instant now);

}  // namespace screens
