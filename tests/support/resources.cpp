#include "tests/support/resources.h"

namespace sample {

kiosk::Resources resources() {
    static const std::unique_ptr<kiosk::Text> text = [] {
        auto made = kiosk::make_text("");
        return std::move(made).value();
    }();
    return {kiosk::default_tokens(), kiosk::default_strings(), *text};
}

}  // namespace sample
