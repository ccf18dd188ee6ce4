#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/store/store.h"

/// Messages that wait, and those that were sent, in the hub's database: the hub writes them there, and another program
/// (courier.h), which alone has a network, sends them. Each function is a transaction, or a part of the caller's.
namespace alerts {

enum class Way {
    duty,    ///< mail to those who are told at once
    second,  ///< mail to those who are told when nobody answers
    webhook,
};
inline constexpr content::Names<Way, 3> way_names = {
    {{Way::duty, "duty"}, {Way::second, "second"}, {Way::webhook, "webhook"}}};

/// In a message's text it stands where the sign of its link (link_of) comes, which is in no database.
inline constexpr char link_mark = '\x1f';

struct Message {
    std::int64_t id = 0;  ///< 0: not written yet
    Way way = Way::duty;
    content::Instant made{};
    std::string subject{};
    std::string text{};                      ///< with link_mark
    std::vector<std::int64_t> alerts{};      ///< that its link acknowledges; empty: it has no link
    std::int64_t thread = 0;                 ///< the message that this one goes on from; 0: none
    std::int64_t tries = 0;                  ///< that failed
    std::optional<content::Instant> due{};   ///< when it is tried next; none: sent or given up
    std::optional<content::Instant> sent{};  ///< none, and not due: given up
    std::string failure{};                   ///< of the last try
};

/// Puts one in; it is due at once. Its id.
[[nodiscard]] content::Result<std::int64_t> put(store::Store& store, const Message& message);
/// The oldest that is to be tried now; nothing when there is none.
[[nodiscard]] content::Result<std::optional<Message>> next_due(store::Store& store, content::Instant now);
/// It was sent, or failed: then it is tried again later and later, and given up after limits::give_up.
[[nodiscard]] content::Status note_sent(store::Store& store, const Message& message, content::Instant now);
[[nodiscard]] content::Status note_failed(store::Store& store, const Message& message, const std::string& failure,
                                          content::Instant now);
/// The message by which an alert's beginning was told on that way; 0: none.
[[nodiscard]] content::Result<std::int64_t> thread_of(store::Store& store, Way way, std::int64_t alert);

/// How it stands with what is sent.
struct OutboxState {
    std::int64_t waiting = 0;
    std::int64_t sent = 0;      ///< of those that are kept
    std::int64_t given_up = 0;  ///< likewise
    std::optional<content::Instant> last_sent{};
    std::string failure{};  ///< of the newest that waits
    std::optional<content::Instant> courier_seen{};
};
[[nodiscard]] content::Result<OutboxState> outbox_state(store::Store& store);

// The courier's own row.
[[nodiscard]] content::Status note_courier(store::Store& store, content::Instant now);
/// What browsers see of the hub's certificate.
struct CertificateLook {
    std::optional<content::Instant> at{};
    std::optional<content::Instant> until{};
    std::string failure{};  ///< why they do not accept it; a hub that cannot be reached says nothing of that
};
[[nodiscard]] content::Status note_certificate(store::Store& store, const CertificateLook& look);
[[nodiscard]] content::Result<CertificateLook> certificate_look(store::Store& store);

/// The sign of a message's link, which only this hub can make: "17-0123456789abcdef0123456789abcdef".
[[nodiscard]] content::Result<std::string> link_of(store::Store& store, std::int64_t message);
/// The message of a link. Code::not_found for one that is none of ours or older than limits::link.
[[nodiscard]] content::Result<Message> message_of_link(store::Store& store, std::string_view link,
                                                       content::Instant now);
/// Names a mail for ever (RFC 5322, 3.6.4), without its "@" and what follows.
[[nodiscard]] content::Result<std::string> mail_id(store::Store& store, std::int64_t message);

}  // namespace alerts
