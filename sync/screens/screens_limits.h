#pragma once

#include <cstddef>
#include <cstdint>

/// What one hub keeps of its screens, each limit with its reason.
namespace screens::limits {

inline constexpr std::int64_t screens = 2000;        ///< with those revoked; the design is for 200
inline constexpr std::int64_t open_enrolments = 64;  ///< waiting ones that came without a ticket: anybody may send them
inline constexpr int pairing_minutes = 60;           ///< for which a hub takes screens without a ticket
inline constexpr std::int64_t tickets = 1000;        ///< of which anything is remembered
inline constexpr std::int64_t ticket_count = 1000;   ///< screens of one ticket
inline constexpr int ticket_days = 60;               ///< until it expires
inline constexpr std::size_t name = 60;    ///< bytes of a screen's name: what a card and a label have room for
inline constexpr std::size_t place = 120;  ///< bytes
inline constexpr std::size_t groups = 16;  ///< of one screen
inline constexpr std::size_t typed_settings = 4000;     ///< characters in the form of staff; longer ones come as a file
inline constexpr std::int64_t boots = 8;                ///< of one screen that are remembered; two alternate
inline constexpr std::int64_t minute_days = 30;         ///< of the history by minutes
inline constexpr std::int64_t receipt_days = 365;       ///< of receipts and first showings
inline constexpr std::int64_t played_days = 400;        ///< a year's conference, and a month to ask for its numbers
inline constexpr std::int64_t rows_of_screen = 50'000;  ///< of sightings, and of what was played: 100 items a day
inline constexpr std::size_t played_rows = 100'000;     ///< of one answer as CSV: 10 MB
inline constexpr std::int64_t picture_wish_seconds = 600;  ///< a screen that has not answered by then is not asked on
inline constexpr std::int64_t picture_seconds = 86'400;    ///< a picture of the glass stays, from when it was asked for
inline constexpr std::int64_t tokens = 100;                ///< of programs
inline constexpr std::int64_t forgotten_at_once = 2000;    ///< rows, so that nobody waits for it

/// Two machines with one key are that until one of them was silent for so long.
inline constexpr std::int64_t two_machines_seconds = 600;
/// A screen's clock may be so far ahead or behind; the kernel's is, without a network, by a second a day.
inline constexpr std::int64_t clock_seconds = 120;

/// A screen that reports each 30 s, give or take a quarter, is silent after three reports that did not come.
inline constexpr std::int64_t silent_seconds = 120;
/// So long after a release most screens have it; who has not by then shows its saved copy.
inline constexpr std::int64_t behind_seconds = 60;
/// Several reports in a row: one picture alone may have been told while it changed.
inline constexpr std::int64_t differs_seconds = 90;
inline constexpr std::int64_t disk_bytes = 200'000'000;       ///< free; a release with its photos has half of that
inline constexpr std::size_t report_file = 16 * 1024 * 1024;  ///< bytes of reports on a stick: three days of them

}  // namespace screens::limits
