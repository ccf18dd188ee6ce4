#include "tests/support/frames.h"

#include "tests/support/sample_pack.h"

namespace sample {

kiosk::View view_in(content::Language language, kiosk::Size size) {
    kiosk::View view;
    view.language = language;
    view.size = size;
    view.now = now();
    return view;
}

kiosk::View browsing_view(content::Language language) {
    kiosk::View view = view_in(language);
    view.browsing.emplace();
    return view;
}

const kiosk::TextBlock* block_of(const kiosk::Frame& frame, std::string_view words) {
    for (const kiosk::Element& element : frame.elements) {
        const auto* block = std::get_if<kiosk::TextBlock>(&element.what);
        if (block != nullptr && block->spec.text.find(words) != std::string::npos) return block;
    }
    return nullptr;
}

bool says(const kiosk::Frame& frame, std::string_view words) {
    return block_of(frame, words) != nullptr;
}

std::vector<kiosk::Target> targets_of(const kiosk::Frame& frame, kiosk::Action action) {
    std::vector<kiosk::Target> found;
    for (const kiosk::Target& target : frame.targets) {
        if (target.action == action) found.push_back(target);
    }
    return found;
}

std::vector<std::string> target_ids(const kiosk::Frame& frame, kiosk::Action action) {
    std::vector<std::string> ids;
    for (const kiosk::Target& target : targets_of(frame, action))
        ids.push_back(target.id);
    return ids;
}

std::vector<std::string> codes_of(const kiosk::Frame& frame) {
    std::vector<std::string> payloads;
    for (const kiosk::QrCode& code : all<kiosk::QrCode>(frame))
        payloads.push_back(code.payload);
    return payloads;
}

}  // namespace sample
