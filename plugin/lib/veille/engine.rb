# frozen_string_literal: true

module Veille
  class Engine < ::Rails::Engine
    engine_name PLUGIN_NAME
    isolate_namespace Veille
    config.autoload_paths << File.join(config.root, "lib")
  end
end
