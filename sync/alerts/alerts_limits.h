#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// When somebody is woken, each number with its reason (kiosk-hub's manual has them for people).
namespace alerts::limits {

inline constexpr std::chrono::minutes silent{5};       ///< in a screen's opening hours; ten reports that did not come
inline constexpr std::chrono::minutes together{2};     ///< silences that begin so near are of one cause
inline constexpr std::int64_t outage_percent = 30;     ///< more of a place are not so many broken machines
inline constexpr std::int64_t outage_screens = 3;      ///< fewer are named one by one
inline constexpr std::chrono::minutes settled{2};      ///< so long it must be well again before that is told
inline constexpr std::chrono::minutes flapping{30};    ///< what begins again so soon must be well for as long
inline constexpr std::chrono::minutes unanswered{15};  ///< then the second person is told
inline constexpr std::chrono::minutes morning{60};     ///< so long after its time "all well" is still worth sending

/// A role that is signed anew by a machine at half its life, which its timer may notice only hours later.
inline constexpr std::int64_t role_percent = 55;
/// A role that two people sign: they have to meet.
inline constexpr std::chrono::hours people_sign_before{30 * 24};
inline constexpr std::chrono::hours certificate_before{14 * 24};  ///< certbot renews 30 days before
inline constexpr std::int64_t hub_disk_bytes = 500'000'000;       ///< free; reports of a year of 200 screens have less

inline constexpr std::size_t named_screens = 12;  ///< in one message; of the others their number
inline constexpr std::size_t recipients = 20;     ///< addresses of one person or team
inline constexpr std::size_t address = 200;       ///< bytes of an address of mail

inline constexpr std::chrono::seconds look{10};           ///< between two looks at all screens
inline constexpr std::chrono::seconds after_message{60};  ///< what comes in between goes into the next message
inline constexpr std::chrono::minutes retry_first{1};  ///< after a message that could not be sent; twice as long each
inline constexpr std::chrono::minutes retry_longest{15};
inline constexpr std::chrono::hours give_up{24};           ///< a message that is a day old tells nobody anything
inline constexpr std::chrono::hours link{7 * 24};          ///< for which a mail's link acknowledges
inline constexpr std::int64_t ended_days = 365;            ///< for which ended alerts are kept
inline constexpr std::int64_t letter_days = 30;            ///< for which messages are kept
inline constexpr std::int64_t forgotten_at_once = 500;     ///< rows, so that nobody waits for it
inline constexpr std::size_t shown = 50;                   ///< ended ones on the page
inline constexpr std::chrono::minutes courier_missing{5};  ///< after which the page says that nobody sends
inline constexpr std::chrono::minutes courier_note{1};     ///< between two notes that it is there
inline constexpr std::chrono::seconds courier_look{2};     ///< between two looks into the outbox
inline constexpr std::chrono::hours certificate_look{6};

}  // namespace alerts::limits
