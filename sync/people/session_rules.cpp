#include "sync/people/session_rules.h"

namespace people {

bool is_alive(const Session& session, content::Instant now) {
    const auto idle = session.computer == Computer::shared ? shared_session_idle : session_idle;
    return session.begun <= now && session.seen <= now && now < session.begun + session_length &&
           now < session.seen + idle;
}

bool is_fresh(const Session& session, content::Instant now) {
    return is_alive(session, now) && now < session.begun + fresh_session;
}

}  // namespace people
