#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "content/base/enum_names.h"
#include "content/base/result.h"

/// Where a screen stands with its hub: written by the agent, read by the display, which shows it to the technician.
namespace content {

enum class EnrolmentState {
    unheard,   ///< no hub has answered yet
    stranger,  ///< the hub does not take this screen: it has no ticket, or a wrong one
    waiting,   ///< enrolled, without a name
    named,
    revoked,  ///< staff took its name away
};
inline constexpr Names<EnrolmentState, 5> enrolment_names = {{{EnrolmentState::unheard, "unheard"},
                                                              {EnrolmentState::stranger, "stranger"},
                                                              {EnrolmentState::waiting, "waiting"},
                                                              {EnrolmentState::named, "named"},
                                                              {EnrolmentState::revoked, "revoked"}}};

struct Enrolment {
    EnrolmentState state = EnrolmentState::unheard;
    std::string name;   ///< of the screen: "Foyer M"
    std::string place;  ///< "M Building, 1st floor"
    std::string words;  ///< the two that a phone shows beside it: "lusab babad"; empty where nothing is to be compared
    std::string code;   ///< where a phone finds this screen at the hub: a web address; empty when not known
    std::string hub;    ///< who answered: a web address
    std::string network;  ///< this screen's own address towards the hub: "10.20.4.17"; empty: no network
    std::string trouble;  ///< why none answered, or what the hub said, for staff

    bool operator==(const Enrolment&) const = default;
};

/// "./sync/enrolment.json", seen from the folder of the cache.
[[nodiscard]] std::filesystem::path enrolment_file(const std::filesystem::path& cache);
/// Whole for everybody who reads it, and nothing waits for the disk. Code::io, not_found.
[[nodiscard]] Status save_enrolment(const std::filesystem::path& cache, const Enrolment& enrolment);
/// Code::not_found while no agent has written; bad_input, too_large, io.
[[nodiscard]] Result<Enrolment> load_enrolment(const std::filesystem::path& cache);

/// "./sync/profile.toml": what a depot says of this screen, signed, as screen.toml. None: nothing.
[[nodiscard]] std::filesystem::path profile_file(const std::filesystem::path& cache);

}  // namespace content
