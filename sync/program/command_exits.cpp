#include "sync/program/command_exits.h"

#include <iostream>

#include "content/base/printable.h"

namespace hub {

int report_failure(const content::Error& error) {
    std::cerr << "kiosk-hub: " << content::printable(error.message) << std::endl;
    switch (error.code) {
        case content::Code::bad_input:
        case content::Code::untrusted:
        case content::Code::unsupported: return exit_refused;
        default: return exit_cannot;
    }
}

}  // namespace hub
