#include "tests/support/resources.h"

namespace sample {

kiosk::Resources resources() {
    static const std::unique_ptr<kiosk::Text> text = [] {
        auto made = kiosk::make_text("");
        return std::move(made).value();
    }();
    static kiosk::QrCodes codes;
    return {kiosk::default_tokens(), kiosk::default_strings(), *text, codes};
}

}  // namespace sample
