#include "sync/console/viewer.h"

namespace console {

Html moment_of(const Viewer& viewer, content::Instant instant) {
    return element(Tag::time, {{Attr::datetime, content::to_iso(instant)}},
                   {viewer.words->moment(instant, viewer.zone)});
}

Html person_words(std::string_view text) {
    return element(Tag::bdi, {}, {text});
}

}  // namespace console
