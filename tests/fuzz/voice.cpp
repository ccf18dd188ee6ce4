// What a screen's voice reads: a hub's answer, and who says in this network that it is one, whoever that is; and what a
// display wrote about its glass.
#include "content/base/json_fields.h"
#include "content/base/text.h"
#include "content/cache/glass.h"
#include "content/screen/glass_picture.h"
#include "content/screen/touch_hours.h"
#include "sync/report/hub_answer.h"
#include "sync/transport/hub_search.h"
#include "tests/fuzz/fuzz.h"

namespace {

bool is_one_line(std::string_view text) {
    return text.find('\n') == std::string_view::npos && text.find('\x1b') == std::string_view::npos;
}

/// What can be read is short, harmless on a terminal, and reads as the same once it is written.
void read_answer(std::string_view bytes) {
    const auto answer = report::read_answer(bytes);
    if (!answer) return;
    fuzz::require(answer->name.size() <= 200 && answer->place.size() <= 200, "a long name", answer->name);
    fuzz::require(is_one_line(answer->name) && is_one_line(answer->place), "a name of lines", answer->name);
    fuzz::require(answer->nonce.empty() || answer->nonce.size() == 32, "a nonce", answer->nonce);
    fuzz::require(answer->interval_s >= 5 && answer->interval_s <= 3600, "an interval");
    const auto again = report::read_answer(to_json(*answer));
    fuzz::require(again && *again == *answer, "an answer is another one when it is read again", bytes);
}

void read_refusal(std::string_view bytes) {
    const auto refusal = report::read_refusal(bytes);
    if (!refusal) return;
    fuzz::require(refusal->code.size() <= 200 && refusal->message.size() <= 200, "a long refusal", refusal->code);
    fuzz::require(is_one_line(refusal->code) && is_one_line(refusal->message), "a refusal of lines", refusal->code);
}

void look_at_glass(std::string_view bytes) {
    const auto glass = content::read_document(bytes, "glass", content::read_glass);
    if (!glass) return;
    fuzz::require(glass->scene.size() <= 200 && is_one_line(glass->scene), "a scene", glass->scene);
    fuzz::require(glass->frame.empty() || glass->frame.size() == 64, "a hash", glass->frame);
    fuzz::require(glass->width > 0 && glass->height > 0, "a size");
    const auto again =
        content::read_document(content::to_compact_json(content::to_json(*glass)), "glass", content::read_glass);
    fuzz::require(again && *again == *glass, "a glass is another one when it is read again", bytes);
}

/// The display's files are read by the agent, and what they say goes to the hub.
void look_at_picture(std::string_view bytes) {
    static_cast<void>(content::read_document(bytes, "touches", content::read_touch_hour));
    const auto picture = content::read_document(bytes, "picture", content::read_glass_picture);
    if (!picture) return;
    fuzz::require(content::is_picture_wish(picture->wish), "a wish", picture->wish);
    fuzz::require(picture->png.size() <= content::picture_bytes, "a large picture");
    fuzz::require(picture->png.empty() == (picture->state == content::PictureAnswer::in_use), "a picture of somebody");
    const auto again = content::read_document(content::to_compact_json(content::to_json(*picture)), "picture",
                                              content::read_glass_picture);
    fuzz::require(again && *again == *picture, "a picture is another one when it is read again", bytes);
}

void read_found(std::string_view packet) {
    const auto number =
        packet.size() < 2 ? 0U : static_cast<unsigned char>(packet[0]) * 256U + static_cast<unsigned char>(packet[1]);
    const auto hub = syncing::read_hub_answer(packet, static_cast<std::uint16_t>(number), "10.0.0.5");
    if (!hub) return;
    fuzz::require(content::to_lower(*hub).starts_with("http"), "no web address", *hub);
    fuzz::require(hub->ends_with('/') && is_one_line(*hub), "an address", *hub);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    switch (input.choose(5)) {
        case 0: read_answer(input.rest()); break;
        case 1: read_refusal(input.rest()); break;
        case 2: look_at_glass(input.rest()); break;
        case 3: look_at_picture(input.rest()); break;
        default: read_found(input.rest());
    }
    return 0;
}
