#include "content/tool/kiosk_pack_exits.h"

#include <iostream>

namespace content {

int report_failure(const Error& error, int code) {
    std::cerr << "kiosk-pack: " << error.message << "\n";
    return code;
}

}  // namespace content
