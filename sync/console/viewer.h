#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/time.h"
#include "sync/console/html.h"
#include "sync/console/words.h"

namespace console {

enum class Section : std::uint8_t { none, today, programme, notices, stories, screens, publish, alerts, people, log };

/// Who looks at a page, and how.
struct Viewer {
    const Words* words = nullptr;
    std::string zone = "UTC";  ///< whose clock times are told by
    content::Instant now{};
    std::string path = "/";  ///< of this page, for the other language; as it was asked for
    /// Empty: nobody who is signed in, and a page without ways to others.
    std::string name{};
    std::string form_token{};            ///< goes into every form of somebody who is signed in
    std::vector<Section> sections{};     ///< that this person may see
    std::vector<std::string> notices{};  ///< sentences that stand on every page of theirs

    /// The words of a key.
    [[nodiscard]] std::string say(std::string_view key, const Arguments& arguments = {}) const {
        return (*words)(key, arguments);
    }
    [[nodiscard]] bool is_signed_in() const { return !name.empty(); }
};

/// A moment as people read it, and as machines do.
[[nodiscard]] inline Html moment_of(const Viewer& viewer, content::Instant instant) {
    return element(Tag::time, {{Attr::datetime, content::to_iso(instant)}},
                   {viewer.words->moment(instant, viewer.zone)});
}
/// A word of a person: in its own direction, whatever stands around it.
[[nodiscard]] inline Html person_words(std::string_view text) {
    return element(Tag::bdi, {}, {text});
}

}  // namespace console
