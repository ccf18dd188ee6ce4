#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/cache/enrolment.h"
#include "content/depot/keys.h"
#include "sync/report/hub_answer.h"
#include "sync/report/screen_report.h"
#include "sync/transport/backoff.h"
#include "sync/transport/post.h"
#include "sync/voice/play_book.h"
#include "sync/voice/sequence_book.h"
#include "sync/voice/touch_book.h"

namespace syncing {

/// What a reporter works with; all of it outlives the Reporter.
struct ReporterParts {
    Poster& hub;
    const content::SigningKey& key;
    SequenceBook& sequence;
    PlayBook& plays;
    TouchBook& touches;
    Environment& environment;
    /// All of a report but its sequence, what was played, and the ticket.
    std::function<report::ScreenReport()> facts;
    /// What the staff gave this screen for its enrolment; empty: nothing. A hub that was merely found does not get it.
    std::function<std::string()> ticket;
};

/// Tells a hub how this screen is: regularly, and soon after a change. Never waits: whoever answers slowly, wrongly or
/// not at all costs one open connection and is asked less and less often. What a hub answers is shown to the technician
/// and trusted with nothing.
class Reporter {
public:
    /// `known`: where the screen stood when the last program ended.
    Reporter(ReporterParts parts, content::Enrolment known);

    /// Something changed that a hub should know: the next report goes out as soon as it may, one a second at most.
    void wish() { is_wished_ = true; }
    /// Goes on without waiting.
    void go_on();
    /// How long go_on() can wait.
    [[nodiscard]] milliseconds time_to_next() const;

    [[nodiscard]] const content::Enrolment& enrolment() const { return enrolment_; }
    /// The picture that the hub wishes, as content::save_picture_wish() has it; empty: none. A hub that was merely
    /// found, or has given no name, gets none.
    [[nodiscard]] const std::string& picture_wish() const { return picture_wish_; }
    /// Sentences for the log since the last call.
    [[nodiscard]] std::vector<std::string> take_news() { return std::exchange(news_, {}); }
    /// Reports that the hub has received, and posts that failed or were refused, since the program began.
    [[nodiscard]] std::int64_t received() const { return received_; }
    [[nodiscard]] std::int64_t failed() const { return failed_; }

private:
    void begin();
    void end(const Result<PostAnswer>& answer);
    void accept(const report::HubAnswer& answer);
    void refuse(const PostAnswer& answer);
    void stand(content::EnrolmentState state);
    void fail(const std::string& why);
    void try_again();
    void ask_again_in(milliseconds about);
    void say(std::string words);

    ReporterParts parts_;
    content::Enrolment enrolment_;
    std::unique_ptr<PendingPost> pending_{};
    std::int64_t sequence_ = 0;  ///< of the report that is under way
    PlayBook::Untold told_{};    ///< by it
    std::vector<content::TouchHour> touches_told_{};
    std::string picture_wish_{};
    bool is_wished_ = true;
    bool was_replayed_ = false;  ///< the hub had seen a larger number than that of the last report
    milliseconds interval_;
    Steady begun_{};       ///< when the last report went out
    Steady next_{};        ///< the next regular one
    Steady not_before_{};  ///< whatever anybody wishes
    Backoff backoff_;
    std::vector<std::string> news_{};
    std::string said_{};  ///< about the hub last
    std::int64_t received_ = 0;
    std::int64_t failed_ = 0;
};

/// "https://host/" of "https://host/api/report": where people find the hub.
[[nodiscard]] std::string hub_of_address(const std::string& address);
/// "https://host/api/pixels" of "https://host/api/report": where the hub takes pictures. Empty when it is no such
/// address.
[[nodiscard]] std::string pictures_address(const std::string& address);

}  // namespace syncing
