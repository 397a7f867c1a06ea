# frozen_string_literal: true

# For admins, on their dashboard: people whose silence has ended because the service says nothing any more.
class ProblemCheck::VeilleSilence < ProblemCheck
  self.priority = "high"

  def call
    SiteSetting.veille_enabled && people.positive? ? problem : no_problem
  end

  private

  def people
    @people ||= ::Veille::Calm.unanswered.count
  end

  def translation_data(_target = nil)
    { people: }
  end
end
