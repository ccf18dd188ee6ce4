#include "content/tool/kiosk_pack_exits.h"

#include <iostream>

#include "content/base/printable.h"

namespace content {

int report_failure(const Error& error, int code) {
    std::cerr << "kiosk-pack: " << printable(error.message) << "\n";
    return code;
}

}  // namespace content
