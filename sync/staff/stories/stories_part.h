#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// What screens tell: stories, from the first words to the screens and off them again. Saving writes drafts only;
/// publishing one story asks for a release with that one.
///
///   GET /stories?words=&state=&first=
///   GET, POST /new-story
///   GET /stories/{id}?language=&job=, POST /stories/{id}                   save, or save and publish
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_stories_part(const hub::HubServices& services);

}  // namespace staff
