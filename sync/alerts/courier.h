#pragma once

#include <functional>
#include <optional>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/alerts/alert_settings.h"
#include "sync/alerts/outbox.h"
#include "sync/store/store.h"

/// Sends what waits in the outbox: by a program of its own (`kiosk-hub courier`), because the hub has no network but
/// the requests that it is handed, and waits for nobody.
namespace alerts {

/// One message as it is sent.
struct Mail {
    std::string from{};
    std::vector<std::string> to{};
    std::string subject{};
    std::string text{};
    std::string id{};      ///< of Message-ID, without brackets
    std::string thread{};  ///< id of the mail that it goes on from; empty: none
    content::Instant at{};
};

/// The world outside.
class PostOffice {
public:
    PostOffice() = default;
    virtual ~PostOffice() = default;
    PostOffice(const PostOffice&) = delete;
    PostOffice& operator=(const PostOffice&) = delete;

    /// Returns when the server has taken the mail, for one of its recipients at least. Code::unavailable with its
    /// words.
    [[nodiscard]] virtual content::Status send(const Mail& mail) = 0;
    /// Posts JSON to the webhook; statuses from 200 to 299 are success.
    [[nodiscard]] virtual content::Status post(const std::string& json) = 0;
    /// What browsers see at "https://...".
    [[nodiscard]] virtual CertificateLook look_at(const std::string& address, content::Instant now) = 0;
};

/// By libcurl, within half a minute each; `is_stopping` ends it earlier. Code::bad_input for a password that cannot be
/// read.
[[nodiscard]] content::Result<std::unique_ptr<PostOffice>> open_post_office(const AlertSettings& settings,
                                                                            std::function<bool()> is_stopping);

/// What one round did, for the journal.
struct Round {
    int sent = 0;
    std::string failure{};  ///< of the last one that was not sent
};
/// Sends all that is due, the oldest first, each noted before the next; says that the courier is there; looks at the
/// certificate of `address` now and then, when that begins with "https://". Sending twice is possible (it ended between
/// the server's yes and the note): such a mail has the same Message-ID, by which mail programs know it. Code::io.
[[nodiscard]] content::Result<Round> deliver(store::Store& store, const AlertSettings& settings,
                                             const std::string& address, PostOffice& office, content::Instant now);

/// The whole mail as a server takes it, each line with CRLF: headers (RFC 5322; RFC 2047 for what is not ASCII; RFC
/// 3834 so that nobody's absence answers) that no text can add to, and plain text as base64, which passes everywhere.
/// Pure.
[[nodiscard]] std::string mail_bytes(const Mail& mail);
/// What the webhook gets: {"text":..,"subject":..,"kind":"alert","made":..}; chats show "text".
[[nodiscard]] std::string webhook_json(const Message& message, const std::string& text);

}  // namespace alerts
