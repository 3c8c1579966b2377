/** Where this page stands. The last step is the page itself and has no link. */
export function Crumb({ steps }: { steps: readonly { label: string; href?: string | undefined }[] }) {
  return (
    <nav class="crumb" aria-label="Đường dẫn">
      <ol>
        {steps.map((step, i) => (
          <li aria-current={i === steps.length - 1 ? 'page' : undefined}>
            {step.href && i < steps.length - 1 ? <a href={step.href}>{step.label}</a> : step.label}
          </li>
        ))}
      </ol>
    </nav>
  )
}
