#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/alerts/alert.h"
#include "sync/alerts/alert_book.h"
#include "sync/alerts/alert_settings.h"
#include "sync/alerts/alert_step.h"
#include "sync/alerts/outbox.h"
#include "sync/console/viewer.h"
#include "sync/console/words.h"

/// What is wrong, in sentences: on a page, in mails, and for a webhook.
namespace console {

/// "Foyer M is silent".
[[nodiscard]] std::string alert_headline(const Words& words, const alerts::Cause& cause);
/// What it means and what to do.
[[nodiscard]] std::string alert_advice(const Words& words, const alerts::Alert& alert, const std::string& zone);
/// The words of a button and of a name for who took it: "the person on duty", or the account's name.
[[nodiscard]] std::string taker_words(const Words& words, const std::string& by, const std::string& name);

struct MessageWords {
    std::string subject{};
    std::string text{};  ///< plain, with alerts::link_mark where its link comes
};
/// What all messages are about, and from where.
struct MessageFrame {
    const Words& words;
    std::string zone{};
    std::string address{};  ///< of the hub, with '/' at its end
    content::Instant now{};
};
/// Of at least one event. What has ended needs nobody, so a message of such events has no link.
[[nodiscard]] MessageWords message_words(const MessageFrame& frame, const std::vector<alerts::Event>& events);
/// `minute` of the day is when it comes each morning.
[[nodiscard]] MessageWords morning_words(const MessageFrame& frame, const alerts::Morning& morning, int minute);
[[nodiscard]] MessageWords test_words(const MessageFrame& frame);

/// What is wrong, what was, and whom it is told to.
struct AlertsPage {
    std::vector<alerts::Alert> open{};           ///< the newest first
    std::vector<alerts::Alert> ended{};          ///< likewise
    std::map<std::string, std::string> names{};  ///< of accounts, by id
    alerts::AlertSettings settings{};
    alerts::OutboxState outbox{};
    bool may_answer = false;
    std::string failure{};  ///< a key
    std::string said{};     ///< a key
};
[[nodiscard]] std::string alerts_page(const Viewer& viewer, const AlertsPage& of);

/// Where the link of a message leads: one button, and nothing that needs an account. Opening it changes nothing,
/// because programs that look after mail open links too.
struct LinkPage {
    std::string link{};
    std::vector<alerts::Alert> open{};  ///< of its alerts those that wait for somebody
    bool is_done = false;               ///< somebody has just taken them
};
[[nodiscard]] std::string link_page(const Viewer& viewer, const LinkPage& of);

}  // namespace console
